package org.poormanspipes.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdsTest {

  @TempDir Path directory;

  @Test
  void thisProcessAndUserAreKnown() throws IOException {
    assertThat(Ids.pid()).isEqualTo((int) ProcessHandle.current().pid());
    Path file = Files.createFile(directory.resolve("f"));
    assertThat(Ids.uid()).isEqualTo(Files.getAttribute(file, "unix:uid"));
    assertThat(Ids.gid()).isEqualTo(Files.getAttribute(file, "unix:gid"));
    assertThat(Ids.userName(Ids.uid())).isEqualTo(Files.getOwner(file).getName());
  }

  @Test
  void namesAndNumbersGoBothWays() {
    assertThat(Ids.userName(0)).isEqualTo("root");
    assertThat(Ids.groupName(0)).isEqualTo("root");
    assertThat(Ids.userId("root")).isZero();
    assertThat(Ids.groupId("root")).isZero();
    assertThat(Ids.userId("4294967294")).isEqualTo(-2);
    assertThat(Ids.groupId("4711")).isEqualTo(4711);
  }

  @Test
  void theNumberStandsForANameThatIsMissing() {
    assertThat(Ids.userName(-2)).isEqualTo("4294967294");
    assertThat(Ids.groupName(1_234_567)).isEqualTo("1234567");
  }

  @Test
  void unknownNamesAreASentence() {
    assertThatThrownBy(() -> Ids.userId("no such user"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("There is no user \"no such user\" on this machine.");
    for (String wrong : new String[] {"", "-1", "4294967295", "4294967296", "+5"}) {
      assertThatThrownBy(() -> Ids.groupId(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("There is no group \"" + wrong + "\" on this machine.");
    }
  }

  @Test
  void theProgramHasAShortName() {
    assertThat(Ids.program()).isNotBlank().hasSizeLessThanOrEqualTo(64).doesNotContain("/", " ");
    assertThat(Processes.started("org.x.Main a/b.c")).isEqualTo("Main");
    assertThat(Processes.started("org.x/org.x.y.Main")).isEqualTo("Main");
    assertThat(Processes.started("/opt/a b")).isEqualTo("a");
    assertThat(Processes.started("/opt/x/my-app-1.2.jar --now")).isEqualTo("my-app-1.2.jar");
    assertThat(Processes.started("")).isEmpty();
  }

  @Test
  void aProcessHasAStart() throws Exception {
    long own = Ids.processStart(Ids.pid());
    assertThat(own).isPositive();
    // A name as awkward as names in /proc/pid/stat can be.
    Path program = Files.copy(Path.of("/bin/sleep"), directory.resolve("a) S 1 2"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Process process = new ProcessBuilder(program.toString(), "60").start();
    int pid = (int) process.pid();
    assertThat(Files.readString(Path.of("/proc/" + pid + "/stat"))).isNotEmpty();
    assertThat(Ids.processStart(pid)).isGreaterThanOrEqualTo(own);
    assertThat(Ids.processStart(pid)).isEqualTo(Ids.processStart(pid));
    process.destroyForcibly();
    process.waitFor();
    assertThat(Ids.processStart(pid)).isEqualTo(-1);
  }
}
