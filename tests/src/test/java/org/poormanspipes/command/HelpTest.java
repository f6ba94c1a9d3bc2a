package org.poormanspipes.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the command tells about itself, and what it checks about the machine.
final class HelpTest {
  private static final String PIPE =
      " --type --when-full --delivery --lifetime --capacity --mode --access --allow --owner --profile"
          + " --pinned";
  private static final String[] COMMANDS = {
    "demo",
    "write",
    "read",
    "create",
    "set",
    "ls",
    "stat",
    "handles",
    "pool",
    "top",
    "rm",
    "unnamed",
    "device",
    "link",
    "mount",
    "umount",
    "bridge",
    "web",
    "doctor",
    "usedriver2",
    "usedriver3",
    "completion",
    "help"
  };

  @RegisterExtension final Pmp pmp = new Pmp();

  @Test
  void theOverviewNamesEveryCommandAndTheExitCodes() throws Exception {
    String help = pmp.run("--help").isFine().out();
    for (String command : COMMANDS) {
      assertThat(help).containsPattern("(?m)^  " + command + " ");
    }
    assertThat(help).contains("--device", "--root", "Exit codes: 0 ");
    pmp.run("help").printed(help);
    pmp.run("-h").printed(help);
    Result bare = pmp.run();
    assertThat(bare.code()).isEqualTo(2);
    assertThat(bare.err()).isEqualTo(help);
    String version = pmp.run("--version").isFine().out();
    assertThat(version).matches("pmp \\d+\\.\\d+.*\n");
    pmp.run("-V").printed(version);
  }

  @ParameterizedTest
  @CsvSource({
    "demo, ''",
    "write, -m --now --wait --unnamed --device PIPE",
    "read, -n --once --now --wait --follow --peek --raw --from --unnamed --device PIPE",
    "create, --json --device PIPE",
    "set, --capacity --when-full --lifetime --mode --access --allow --owner --pinned --json --device",
    "ls, -l --long --json --device",
    "stat, --unnamed --dump --json --device",
    "handles, --unnamed --json --device",
    "pool, --json --device",
    "top, --interval --sort --filter --once --batch --device",
    "rm, --force --device",
    "unnamed, SOCKET --type --when-full --delivery --capacity --pinned --json",
    "device, create set ls rm",
    "device create, --case-sensitive --exclusive --quota-bytes --quota-user-pipes --access --allow"
        + " --mode --owner --json"
        + " --default-type --default-when-full --default-delivery --default-lifetime"
        + " --default-capacity --default-mode --default-pinned --root",
    "device set, --exclusive --quota-bytes --quota-pipes --root",
    "device ls, --json --root",
    "device rm, --force --root",
    "link, NEW DEVICE --root",
    "mount, --foreground --background --allow-other --device",
    "umount, --force",
    "web, --listen --token-file --device --root",
    "doctor, --json --device",
    "usedriver2, NAME --device",
    "usedriver3, NAME --device",
    "completion, ''",
  })
  void eachCommandExplainsItsOptions(String command, String options) throws Exception {
    String help = pmp.bash("exec \"$PMP\" " + command + " --help").isFine().out();
    assertThat(help).startsWith("Usage: pmp " + command);
    String documented = options.replace(" PIPE", PIPE) + " --help --version";
    for (String option : documented.strip().split("\\s+", -1)) {
      assertThat(help).containsPattern("(?m)^ .*(?<![-\\w])" + option + "(?![-\\w])");
    }
  }

  @Test
  void theCompletionScriptOffersCommandsAndOptions() throws Exception {
    Path script = pmp.root().resolve("completion");
    Files.writeString(script, pmp.run("completion").isFine().out());
    pmp.program("bash", "-n", script.toString()).printed("");
    String tab =
        "COMP_LINE=\"${COMP_WORDS[*]}\"; COMP_POINT=${#COMP_LINE}; _complete_pmp;"
            + " printf '%s\\n' \"${COMPREPLY[@]}\"; ";
    Result offered =
        pmp.bash(
            "source '"
                + script
                + "'; complete -p pmp >&2 2>/dev/null || exit 9; "
                + "COMP_WORDS=(pmp ''); COMP_CWORD=1; "
                + tab
                + "COMP_WORDS=(pmp read --fo); COMP_CWORD=2; "
                + tab
                + "COMP_WORDS=(pmp device ''); COMP_CWORD=2; "
                + tab);
    assertThat(offered.code()).isZero();
    assertThat(offered.lines()).contains(COMMANDS).contains("--follow", "create", "set");
  }

  @Test
  void theDoctorFindsNoErrorHere() throws Exception {
    Result doctor = pmp.run("doctor").isFine();
    assertThat(doctor.lines())
        .allMatch(line -> line.matches("(ok|warning): .+: .+|  mend: .+"))
        .anyMatch(line -> line.startsWith("ok: java: Java "));
  }

  @Test
  void theDemoShowsThreeScenesAndLeavesNothing() throws Exception {
    Result demo = pmp.run("demo").isFine();
    assertThat(demo.lines()).filteredOn(line -> line.startsWith("   ok: ")).hasSizeGreaterThan(6);
    assertThat(demo.out()).doesNotContain("WRONG").contains("Everything went as it should");
    String root = demo.out().replaceAll("(?s).*?are in (\\S+),.*", "$1");
    assertThat(Path.of(root)).doesNotExist();
  }
}
