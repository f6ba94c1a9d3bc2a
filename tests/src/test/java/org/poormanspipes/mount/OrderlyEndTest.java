package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.testing.MainIsAwaited;

/// A server whose JVM was given options, as for a recording, which the JVM writes at its end.
final class OrderlyEndTest {
  private static final int TERMINATED = 143;

  @RegisterExtension static final Mounted MOUNT = Mounted.later("");

  @TempDir static Path agents;

  @Test
  void itUnmountsWhenItIsToldToEnd() throws Exception {
    try (Client server = serve()) {
      MOUNT.bash("echo there > $M/X").isFine();
      assertThat(server.signal("TERM").end().code()).isEqualTo(TERMINATED);
    }
    MOUNT.bash("grep -c \" $M \" /proc/self/mounts || true").printed("0\n");
  }

  @Test
  void itEndsWhenItIsUnmounted() throws Exception {
    try (Client server = serve()) {
      MOUNT.bash("umount $M").isFine();
      assertThat(server.end().code()).isZero();
    }
  }

  private static Client serve() throws Exception {
    ProcessBuilder builder =
        MOUNT.builder(
            List.of(
                System.getProperty("pmp.command"),
                "mount",
                "--foreground",
                MOUNT.directory().toString()));
    builder.environment().put("PMP_JAVA_OPTIONS", MainIsAwaited.option(agents));
    return new Client(builder).until("is mounted on");
  }
}
