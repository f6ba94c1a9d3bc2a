package org.poormanspipes.stop;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// A process may be killed at any store: each operation is stopped at each of its effects.
class StopTest {
  private static VictimLoader loader;
  private static Deaths deaths;
  private static long started;

  @BeforeAll
  static void weave() throws Exception {
    started = System.nanoTime();
    loader = new VictimLoader();
    deaths = new Deaths(loader);
  }

  @AfterAll
  static void summarise() throws Exception {
    int all = deaths.points().values().stream().mapToInt(points -> points).sum();
    System.out.printf(
        "stopped at %d points in %d s: %s%n",
        all, (System.nanoTime() - started) / 1_000_000_000, deaths.points());
    loader.close();
  }

  @TestFactory
  Stream<DynamicTest> aStoppedWriterHasWrittenItsMessageOrNot() {
    return tests(Writes.all());
  }

  @TestFactory
  Stream<DynamicTest> aStoppedReaderHasTakenItsMessageOrNot() {
    return tests(Reads.all());
  }

  @TestFactory
  Stream<DynamicTest> aStoppedCloseIsFinishedByTheNext() {
    return tests(Closes.all());
  }

  @TestFactory
  Stream<DynamicTest> aStoppedOpenLeavesAPipeOrNone() {
    return tests(Opens.all());
  }

  @TestFactory
  Stream<DynamicTest> aStoppedChangeIsMadeOrNot() {
    return tests(Changes.all());
  }

  @TestFactory
  Stream<DynamicTest> aStoppedDeletionIsFinishedOrNeverBegan() {
    return tests(Deletes.all());
  }

  @TestFactory
  Stream<DynamicTest> aStoppedMakerOfADeviceLeavesNothingInTheWay() {
    return tests(Devices.all());
  }

  @TestFactory
  Stream<DynamicTest> whoDiesPuttingADeathRightIsPutRightInTurn() {
    return Recovery.pairs().stream()
        .map(pair -> DynamicTest.dynamicTest(pair.toString(), () -> deaths.twice(pair)));
  }

  private static Stream<DynamicTest> tests(List<Scenario> scenarios) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Scenario scenario : scenarios) {
      for (Contact contact : scenario.contacts()) {
        tests.add(
            DynamicTest.dynamicTest(scenario + " " + contact, () -> deaths.all(scenario, contact)));
      }
    }
    return tests.stream();
  }
}
