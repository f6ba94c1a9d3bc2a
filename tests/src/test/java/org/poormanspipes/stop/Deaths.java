package org.poormanspipes.stop;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.poormanspipes.testing.TemporaryRoot;

/// Stops the operation of a scenario at its first effect, at its second, and so on, until it is
/// done without having been stopped; after each there is an [Inquest].
final class Deaths {
  private final VictimLoader loader;
  private final Map<String, Integer> points = new TreeMap<>();

  Deaths(VictimLoader loader) {
    this.loader = loader;
  }

  /// How many stops each operation had.
  Map<String, Integer> points() {
    return points;
  }

  void all(Scenario scenario, Contact contact) throws Exception {
    try (TemporaryRoot root = new TemporaryRoot()) {
      int n = 1;
      while (one(root, scenario, contact, n)) {
        n++;
      }
      points.merge(scenario.name(), n - 1, Integer::sum);
      if (n - 1 < scenario.least()) {
        throw new AssertionError(
            scenario + " had " + (n - 1) + " effects instead of " + scenario.least() + " or more");
      }
    }
  }

  /// Whether the operation was stopped.
  private boolean one(TemporaryRoot root, Scenario scenario, Contact contact, int n)
      throws Exception {
    World world = new World(root.path(), scenario, contact, loader);
    try (world) {
      world.begin();
      scenario.preparation().prepare(world);
      world.sleep();
      boolean stopped = operate(world, scenario, n);
      world.victim().bury();
      new Inquest(world, stopped, List.of()).hold();
      return stopped;
    } catch (Exception | AssertionError failed) {
      AssertionError failure =
          new AssertionError(
              scenario + ", " + contact + ", stopped at effect " + n + ": " + failed, failed);
      Dead stopped = world.victim().stopped();
      if (stopped != null) {
        failure.addSuppressed(stopped);
      }
      throw failure;
    }
  }

  private static boolean operate(World world, Scenario scenario, int n) throws Exception {
    Victim.Task meanwhile = scenario.operation().meanwhile();
    Future<Void> other = meanwhile == null ? null : world.meanwhile(meanwhile);
    boolean stopped = world.victim().runUntil(n, scenario.name(), scenario.operation().task());
    if (other != null) {
      other.get();
    }
    return stopped;
  }
}
