package org.poormanspipes.stop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.poormanspipes.testing.TemporaryRoot;

/// Stops the operation of a scenario at its first effect, at its second, and so on, until it is
/// done without having been stopped; after each there is an [Inquest].
final class Deaths {
  /// How often another process may do what an operation waits for before that begins to wait: then
  /// it has fewer effects, and is tried again.
  private static final int MOST_EARLY = 10;

  private static final int LEAST_OF_TWO = 50;

  private final VictimLoader loader;
  private final Map<String, Integer> points = new TreeMap<>();

  Deaths(VictimLoader loader) {
    this.loader = loader;
  }

  /// How many stops each operation had.
  Map<String, Integer> points() {
    return points;
  }

  /// One death at each effect of an operation.
  void all(Scenario scenario, Contact contact) throws Exception {
    try (TemporaryRoot root = new TemporaryRoot()) {
      int n = 1;
      int early = 0;
      boolean done = false;
      while (!done) {
        if (new Death(root.path(), scenario, contact, null, n, 0).die(loader).first()) {
          n++;
        } else {
          done = n > scenario.least() || !scenario.isHelped() || ++early > MOST_EARLY;
        }
      }
      count(scenario.name(), n - 1, scenario.least());
    }
  }

  /// After each death a second one at each effect of what puts the first right.
  void twice(Recovery.Pair pair) throws Exception {
    try (TemporaryRoot root = new TemporaryRoot()) {
      int points = 0;
      Stops stops = new Stops(true, true);
      for (int n = 1; stops.first(); n += pair.stride()) {
        stops = new Stops(true, true);
        for (int second = 1; stops.second(); second++) {
          Death death =
              new Death(root.path(), pair.scenario(), Contact.FRESH, pair.recovery(), n, second);
          stops = death.die(loader);
          points++;
        }
      }
      count(pair.toString(), points, LEAST_OF_TWO);
    }
  }

  private void count(String name, int stops, int least) {
    points.merge(name, stops, Integer::sum);
    if (stops < least) {
      throw new AssertionError(
          name + " had " + stops + " effects instead of " + least + " or more");
    }
  }

  /// Which of the two processes were stopped, rather than done.
  private record Stops(boolean first, boolean second) {}

  /// One death, or one and then another.
  ///
  /// @param recovery what the second process does; null if there is none
  /// @param n the effect at which the first is stopped
  /// @param m the effect at which the second is stopped
  private record Death(
      Path root, Scenario scenario, Contact contact, Recovery recovery, int n, int m) {

    Stops die(VictimLoader loader) throws Exception {
      World world = new World(root, scenario, contact, loader);
      List<Victim> victims = new ArrayList<>(List.of(world.victim()));
      try (world) {
        world.begin();
        scenario.preparation().prepare(world);
        Victim second = recovery == null ? null : world.second(recovery);
        world.sleep();
        boolean first = operate(world);
        world.victim().bury();
        boolean again = false;
        if (second != null) {
          victims.add(second);
          again = second.runUntil(m, recovery.name(), recovery.task());
          second.bury();
        }
        scenario.afterwards().prepare(world);
        new Inquest(world, first, recovery == null ? List.of() : recovery.maybe()).hold();
        return new Stops(first, again);
      } catch (Exception | AssertionError failed) {
        throw failure(failed, victims);
      }
    }

    private boolean operate(World world) throws Exception {
      Victim.Task meanwhile = scenario.operation().meanwhile();
      Future<Void> other = meanwhile == null ? null : world.meanwhile(meanwhile);
      boolean stopped = world.victim().runUntil(n, scenario.name(), scenario.operation().task());
      if (other != null) {
        other.get();
      }
      return stopped;
    }

    /// With the places at which the processes were stopped.
    private AssertionError failure(Throwable failed, List<Victim> victims) {
      String second = recovery == null ? "" : ", then " + recovery.name() + " at effect " + m;
      AssertionError failure =
          new AssertionError(
              scenario + ", " + contact + ", stopped at effect " + n + second + ": " + failed,
              failed);
      for (Victim victim : victims) {
        if (victim.stopped() != null) {
          failure.addSuppressed(victim.stopped());
        }
      }
      return failure;
    }
  }
}
