package org.poormanspipes.fuse.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The calls are written as x86-64 numbers them.
@EnabledIfSystemProperty(named = "os.arch", matches = "amd64")
class OpenIntentTest {
  private static final String REST = " 0x1b6 0x0 0x0 0x7ffd 0x7f10";

  private final OpenIntent intent = OpenIntent.ofThisMachine();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "257 0xffffffffffffff9c 0x7ffd 0x0" + REST,
        "257 0xffffffffffffff9c 0x7ffd 0x8801" + REST,
        "2 0x7ffd 0x401 0x0" + REST,
        "437 0xffffffffffffff9c 0x7ffd 0x7ffe" + REST,
        "running",
      })
  void opensWhatItMayMake(String call) {
    assertThat(intent.parse(call).opens()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "257 0xffffffffffffff9c 0x7ffd 0x241" + REST,
        "257 0xffffffffffffff9c 0x7ffd 0x200000" + REST,
        "257 0xffffffffffffff9c 0x7ffd 0x90800" + REST,
        "2 0x7ffd 0x41 0x1b6" + REST,
        "85 0x7ffd 0x1b6 0x0" + REST,
        "262 0xffffffffffffff9c 0x7ffd 0x7ffe" + REST,
        "83 0x7ffd 0x1ff 0x0" + REST,
        "87 0x7ffd 0x0 0x0" + REST,
      })
  void theKernelIsToldTheTruth(String call) {
    assertThat(intent.parse(call).opens()).isFalse();
  }

  @Test
  void ofAThreadThatIsNotThereNothingIsKnown() {
    assertThat(intent.of(Integer.MAX_VALUE).opens()).isTrue();
  }

  @Test
  void whoMayWriteIsKnown() {
    assertThat(intent.parse("257 0xffffffffffffff9c 0x7ffd 0x0" + REST).writes()).isFalse();
    assertThat(intent.parse("257 0xffffffffffffff9c 0x7ffd 0x241" + REST).writes()).isTrue();
    assertThat(intent.parse("2 0x7ffd 0x2 0x0" + REST).writes()).isTrue();
    assertThat(intent.parse("262 0xffffffffffffff9c 0x7ffd 0x7ffe" + REST).writes()).isFalse();
    assertThat(intent.parse("running").writes()).isTrue();
  }
}
