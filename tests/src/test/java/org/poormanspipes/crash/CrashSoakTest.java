package org.poormanspipes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.poormanspipes.testing.Patched;
import org.poormanspipes.testing.Seed;

/// Real processes, killed at random moments: a short run here, a long one with `-Psoak`.
class CrashSoakTest {
  private static final int KILLS = Integer.getInteger("pmp.soak.kills", 120);
  private static final int SHORT = 120;
  private static final int OUTPUT_LIMIT_MINUTES = 5;

  @TempDir private Path directory;

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @Timeout(value = 60, unit = TimeUnit.MINUTES)
  void everyByteIsAccountedForWhenProcessesAreKilled() throws Exception {
    Seed seed = Seed.of("everyByteIsAccountedForWhenProcessesAreKilled");
    Figures figures = new Soak(seed, Bench.classPath(), KILLS).run();
    System.out.println(figures);
    assertThat(figures.total().kills()).isGreaterThanOrEqualTo(KILLS);
    System.out.println("of those for the dead over 10 ms: " + figures.total().recovery().late());
  }

  @Test
  @Execution(ExecutionMode.CONCURRENT)
  @Timeout(value = 6, unit = TimeUnit.MINUTES)
  void theSameFailsWhereNobodyRepairsTheRingOfADeadWriter() throws Exception {
    Process soak =
        new ProcessBuilder(Patched.commandWithoutRepair(directory, Soak.class, "" + SHORT))
            .redirectErrorStream(true)
            .start();
    try {
      String output = output(soak);
      assertThat(soak.waitFor()).as(output).isOne();
      assertThat(output).contains("SoakFailure: round");
    } finally {
      soak.destroyForcibly();
    }
  }

  private static String output(Process process) throws IOException, InterruptedException {
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            if (!process.waitFor(OUTPUT_LIMIT_MINUTES, TimeUnit.MINUTES)) {
              process.destroyForcibly();
            }
          } catch (InterruptedException _) {
            process.destroyForcibly();
          }
        });
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
