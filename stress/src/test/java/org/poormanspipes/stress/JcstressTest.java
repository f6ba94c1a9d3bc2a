package org.poormanspipes.stress;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.ReportUtils;
import org.openjdk.jcstress.infra.grading.TestGrading;
import org.openjdk.jcstress.infra.runners.TestList;

/// Every pair of stores and loads that no lock orders, under jcstress. The module's README says what
/// each test pairs, and what it can not show.
class JcstressTest {

  /// With fewer something went wrong, whatever the outcomes are.
  private static final int FEWEST_TESTS = 28;

  private static final long FEWEST_SAMPLES = 100;

  private static List<TestResult> results = List.of();

  @BeforeAll
  @Timeout(value = 5, unit = TimeUnit.HOURS)
  static void stressThePairs() throws IOException, InterruptedException {
    boolean isLong = System.getProperty("pmp.stress.mode").equals("long");
    Jcstress jcstress = new Jcstress(Path.of(System.getProperty("pmp.stress.results")), isLong);
    Collection<TestResult> found = jcstress.run();
    results = new ArrayList<>(ReportUtils.mergedByName(found));
    for (TestResult result : results) {
      System.out.printf(
          Locale.ROOT,
          "%-36s %,12d samples: %s%n",
          simpleName(result),
          result.getTotalCount(),
          failures(result).isEmpty() ? "nothing forbidden" : failures(result));
    }
    System.out.println("all outcomes: " + jcstress.output());
  }

  @Test
  void everyPairWasTested() {
    assertThat(TestList.tests()).hasSizeGreaterThanOrEqualTo(FEWEST_TESTS);
    assertThat(results).extracting(TestResult::getName).containsAll(TestList.tests());
    assertThat(results).allMatch(result -> result.getTotalCount() >= FEWEST_SAMPLES);
  }

  @Test
  void noPairShowedAForbiddenOutcome() {
    assertThat(results)
        .allSatisfy(result -> assertThat(failures(result)).as(result.getName()).isEmpty());
  }

  private static String simpleName(TestResult result) {
    return result.getName().substring(result.getName().lastIndexOf('.') + 1);
  }

  /// What was forbidden and came, or went wrong; empty for a test that passed.
  private static List<String> failures(TestResult result) {
    List<String> failures = new ArrayList<>();
    if (!ReportUtils.statusToPassed(result)) {
      failures.add(ReportUtils.statusToLabel(result));
      failures.addAll(result.getMessages());
    }
    TestGrading grading = result.grading();
    if (!grading.isPassed) {
      failures.addAll(grading.failureMessages);
    }
    return failures;
  }
}
