package org.poormanspipes.mount;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.testing.Requires;

/// The examples that come with the mount do what they say.
final class MountExamplesTest {
  private static final String EXAMPLES = System.getProperty("pmp.root") + "examples/mount";

  private static final PipeOptions PERMANENT =
      PipeOptions.builder().lifetime(Lifetime.PERMANENT).capacity(4096).build();

  @RegisterExtension static final Mounted MOUNT = new Mounted();

  @Test
  void theScriptShowsAndChangesProperties() throws Exception {
    MOUNT.device().create("EXAMPLE", PERMANENT);
    String script = "PYTHONDONTWRITEBYTECODE=1 " + EXAMPLES + "/pmp_ioctl.py $M/EXAMPLE";
    assertThat(MOUNT.bash(script).isFine().out())
        .contains("remainder=0\n", "messages=0\n", "capacity=4096\n", "lifetime=permanent\n");
    MOUNT.bash(script + " capacity=8K; " + script + " capacity").printed("8192\n");
    MOUNT.bash(script + " none").refused("No data available");
    MOUNT.bash(EXAMPLES + "/pmp_ioctl.py /etc/passwd").refused("Inappropriate ioctl");
  }

  @Test
  void theHeaderAndTheScriptAgree() throws Exception {
    Requires.program("gcc");
    MOUNT
        .bash(
            """
            d=$(mktemp -d); trap 'rm -rf "$d"' EXIT; cd "$d"
            cat > numbers.c <<'END'
            #include "pmp_ioctl.h"
            #include <stdio.h>
            int main(void) {
              printf("%u %u %u %u\\n", (unsigned)PMP_IOC_INFO, (unsigned)PMP_IOC_GET,
                     (unsigned)PMP_IOC_SET, (unsigned)PMP_IOC_STAT);
              return 0;
            }
            END
            gcc -Wall -Wextra -Werror -I EXAMPLES -o numbers numbers.c
            [ "$(./numbers)" = "$(PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=EXAMPLES python3 -c '
            import pmp_ioctl as p
            print(p.INFO, p.GET, p.SET, p.STAT)')" ]
            """
                .replace("EXAMPLES", EXAMPLES))
        .printed("");
  }

  @Test
  void theHelperOfMountMounts() throws Exception {
    MOUNT
        .bash(
            """
            d=$(mktemp -d); mkdir $d/mnt $d/root
            HELPER Example $d/mnt -n -o rw,allow-other,root=$d/root,command=$PMP
            echo hello > $d/mnt/X; cat $d/mnt/x; ls $d/root
            $PMP umount $d/mnt; rm -r $d/mnt
            """
                .replace("HELPER", EXAMPLES + "/mount.pmp"))
        .printed("hello\nexample\n");
  }

  @Test
  void whatTheGuideSaysOfProgramsThatSeekIsSo() throws Exception {
    MOUNT.device().create("SEEK", PERMANENT);
    MOUNT.bash("echo abc > $M/SEEK; tail -n +1 $M/SEEK").printed("abc\n");
    MOUNT.bash("echo abc > $M/SEEK; cat $M/SEEK | tail -c +2").printed("bc\n");
    MOUNT.bash("echo abc > $M/SEEK; tail -c +1 $M/SEEK").refused("Illegal seek");
  }
}
