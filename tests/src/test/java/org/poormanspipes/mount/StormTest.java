package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Seed;

/// Two hundred processes that do everything at random to a few names, some killed in the middle of
/// it: nothing hangs, only errors come that have a meaning, and nothing is left.
final class StormTest {
  private static final int PROCESSES = 200;
  private static final int SECONDS = Integer.getInteger("pmp.mount.seconds", 8);

  @RegisterExtension static final Mounted MOUNT = new Mounted();

  @Test
  void aStormOfProcessesLeavesNothing() throws Exception {
    Seed seed = Seed.of("StormTest");
    Said said =
        MOUNT
            .start(
                SECONDS + 60,
                Programs.python(),
                Mounted.resource("storm.py").toString(),
                "" + PROCESSES,
                "" + SECONDS,
                "" + seed.value())
            .end()
            .isFine();
    System.out.print("StormTest: " + said.out());
    Eventually.holds("no handle is left", () -> MOUNT.device().handles(null).isEmpty());
    MOUNT.bash("cat /proc/self/mounts | grep -c $M").printed("1\n");
    MOUNT.pmp("umount", MOUNT.directory().toString()).isFine();
    assertThat(MOUNT.server().end().err()).isEmpty();
    MOUNT.pmp("doctor").isFine();
    assertThat(MOUNT.device().list()).as("temporary pipes").isEmpty();
  }
}
