package org.poormanspipes.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.poormanspipes.testing.Requires;

/// Runs `scripts/check-model`, which checks the models in `tests/model` with Spin. Their README
/// says what they prove and what they do not.
// Beside the others: it waits for a program that shares nothing with them.
@Execution(ExecutionMode.CONCURRENT)
class ModelTest {

  /// What the script answers where Spin or a compiler is not to be had.
  private static final int ABSENT = 77;

  private static final Path ROOT = Path.of(System.getProperty("pmp.root"));

  private static int exit;
  private static List<String> lines = List.of();

  @BeforeAll
  @Timeout(value = 8, unit = TimeUnit.MINUTES)
  static void checkTheModels() throws IOException, InterruptedException {
    Path output = Files.createTempFile("check-model", ".txt");
    try {
      Process script =
          new ProcessBuilder(ROOT.resolve("scripts/check-model").toString())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      try {
        exit = script.waitFor();
      } finally {
        script.descendants().forEach(ProcessHandle::destroyForcibly);
        script.destroyForcibly();
      }
      lines = Files.readAllLines(output);
    } finally {
      Files.deleteIfExists(output);
    }
    Requires.thing(exit != ABSENT, "needs Spin: " + String.join(" ", lines));
  }

  @Test
  void noConfigurationHasAnError() {
    assertThat(configurations())
        .hasSizeGreaterThanOrEqualTo(10)
        .allMatch(line -> line.endsWith(": no error"))
        .anyMatch(line -> line.startsWith("queue, reject "))
        .anyMatch(line -> line.startsWith("queue, overwrite "))
        .anyMatch(line -> line.startsWith("broadcast, gate "))
        .anyMatch(line -> line.startsWith("broadcast, overwrite "));
  }

  @Test
  void everyPlantedBugIsCaught() {
    assertThat(lines.stream().filter(line -> line.contains(" BUG_")))
        .hasSizeGreaterThanOrEqualTo(18)
        .allMatch(line -> line.contains(" caught: "));
  }

  @Test
  void theVerdictIsThatOfTheLines() {
    assertThat(lines).last().asString().endsWith(" planted bugs caught, 0 failures");
    assertThat(exit).as(String.join(System.lineSeparator(), lines)).isZero();
  }

  private static List<String> configurations() {
    return lines.stream().filter(line -> line.contains(" states, depth ")).toList();
  }
}
