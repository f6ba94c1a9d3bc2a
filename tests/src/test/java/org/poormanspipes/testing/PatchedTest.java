package org.poormanspipes.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.ring.RingRecovery;

/// The changed class comes first in the other JVM, and everything else is as it was.
class PatchedTest {
  @TempDir private Path directory;

  @Test
  void aJvmWithoutRepairClaimsThatItRepaired() throws Exception {
    assertThat(output(Patched.commandWithoutRepair(directory, Main.class))).isEqualTo("true");
  }

  @Test
  void anOrdinaryJvmLooksAtTheRing() throws Exception {
    assertThat(output(ChildJvm.command(Main.class))).isEqualTo("looked");
  }

  private static String output(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      assertThat(process.waitFor(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } finally {
      process.destroyForcibly();
    }
  }

  /// Repairs no ring at all, which only a repair that looks can find out.
  public static final class Main {
    private Main() {}

    /// Prints what the repair said.
    public static void main(String[] arguments) {
      try {
        System.out.println(RingRecovery.repairMessages(null));
      } catch (NullPointerException expected) {
        System.out.println("looked");
      }
    }
  }
}
