package org.poormanspipes.crash;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.testing.Seed;
import org.poormanspipes.testing.TemporaryRoot;

/// Kills processes that work on pipes, round after round, over every kind of pipe.
public final class Soak {
  private static final int SURVIVORS = 2;

  private final Seed seed;
  private final String classPath;
  private final int kills;

  /// A soak of at least so many kills.
  Soak(Seed seed, String classPath, int kills) {
    this.seed = seed;
    this.classPath = classPath;
    this.kills = kills;
  }

  /// Runs a soak in a process of its own, with this process's class path. Fails with an exception.
  ///
  /// @param arguments how many kills
  public static void main(String[] arguments) throws Exception {
    String classPath = System.getProperty("java.class.path");
    System.out.println(new Soak(Seed.of("soak"), classPath, Integer.parseInt(arguments[0])).run());
  }

  /// Runs all rounds.
  Figures run() throws Exception {
    Figures figures = new Figures();
    try (TemporaryRoot root = new TemporaryRoot();
        TemporaryRoot notes = new TemporaryRoot(Path.of(System.getProperty("java.io.tmpdir")));
        Site site =
            new Site(new Place(root.path(), notes.path()), classPath, SURVIVORS, Round.VICTIMS)) {
      int number = 0;
      for (Combination kind : kinds()) {
        try {
          figures.add(kind, new Round(site, kind, seed.random(number), number).run());
        } catch (Exception | AssertionError failed) {
          throw new SoakFailure(
              "round " + number + ", " + kind + ", " + seed + ": " + failed.getMessage(), failed);
        }
        number++;
      }
    }
    return figures;
  }

  /// Every type, policy and delivery before any comes again, then with the next lifetime.
  private List<Combination> kinds() {
    List<Combination> kinds = new ArrayList<>();
    for (int turn = 0; kinds.size() * Round.VICTIMS < kills; turn++) {
      kinds.addAll(Combination.all(turn));
    }
    return kinds;
  }
}
