package org.poormanspipes.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PlatformTest {

  @Test
  void thisMachineWillDo() {
    Platform.require();
  }

  @Test
  void theTwoMachinesDifferInTheirNumbers() {
    Platform intel = Platform.of("Linux", "amd64");
    Platform arm = Platform.of("Linux", "aarch64");
    assertThat(intel).isEqualTo(new Platform(202, 217, 324, 0200000, 0400000));
    assertThat(arm).isEqualTo(new Platform(98, 61, 283, 040000, 0100000));
  }

  @Test
  void elsewhereThereIsOneSentence() {
    assertThatThrownBy(() -> Platform.of("Mac OS X", "aarch64"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessage(
            "Poor Man's Pipes needs Linux on x86-64 or aarch64; this is Mac OS X on aarch64.");
    assertThatThrownBy(() -> Platform.of("Linux", "riscv64"))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageEndingWith("this is Linux on riscv64.");
  }

  @Test
  void deniedNativeAccessIsASentenceWithTheOption() throws IOException {
    try (Child child = Child.startWithoutAccess("lock", "/dev/null", "0")) {
      assertThat(child.says())
          .isEqualTo(
              "Poor Man's Pipes may not call native functions in this Java program: start it with"
                  + " --enable-native-access=ALL-UNNAMED.");
    }
  }
}
