package org.poormanspipes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poormanspipes.driver.DeviceException;

/// Lists of who is registered: what is one, and the one sentence for what is none.
class AllowListTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "uid:0",
        "uid:4294967294",
        "gid:100",
        "program:/usr/bin/foo",
        "program:/opt/an app/bin",
        "program:/usr/bin/grüße",
        "uid:1001,gid:100,program:/usr/bin/foo"
      })
  void aListIsReadBackAsItIsWritten(String text) throws DeviceException {
    assertThat(AllowList.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",",
        "uid:1,",
        ",uid:1",
        "uid:1,,gid:2",
        " uid:1",
        "uid:1 ",
        "uid:",
        "uid:-1",
        "uid:+1",
        "uid:1.0",
        "uid:0x10",
        "uid:٣",
        "uid:4294967295",
        "uid:99999999999999999999",
        "uid:root",
        "UID:1",
        "gid:",
        "gid:wheel",
        "user:1",
        "1001",
        "program:",
        "program:/",
        "program:foo",
        "program:./foo",
        "program:/usr/../bin/foo",
        "program:/usr//bin/foo",
        "program:/usr/bin/",
        "program:/usr/bin/f\u0000oo",
        "program:/usr/bin/f\noo",
        "program:/usr/bin/\u001b[2J",
        "program:/usr/bin/\ud800",
        "*"
      })
  void whatIsNoListIsRefusedInOneSentence(String text) {
    assertThatThrownBy(() -> AllowList.parse(text))
        .isInstanceOfSatisfying(
            DeviceException.class,
            refused -> assertThat(refused.kind()).isEqualTo(DeviceException.Kind.INVALID))
        .hasMessageContaining("is not a value of allow: it can be uid:NUMBER")
        .message()
        .matches(message -> message.equals(PipeName.printable(message)));
  }

  @Test
  void aListThatIsTooLongIsRefusedWithTheLimit() throws DeviceException {
    String longest = "program:/" + "x".repeat(320 - 9);
    assertThat(AllowList.parse(longest).items()).hasSize(1);
    assertThatThrownBy(() -> AllowList.parse(longest + "x")).hasMessageContaining("321 bytes");
    assertThatThrownBy(() -> AllowList.parse("uid:1,".repeat(100_000)))
        .hasMessageContaining("600000 bytes")
        .hasMessageContaining("320");
    assertThatThrownBy(() -> AllowList.parse("program:/" + "ü".repeat(160)))
        .hasMessageContaining("329 bytes");
  }

  @Test
  void listsAreEqualThatHaveTheSameItems() throws DeviceException {
    assertThat(AllowList.parse("uid:4294967294")).isEqualTo(AllowList.parse("uid:4294967294"));
    assertThat(AllowList.parse("uid:1")).isNotEqualTo(AllowList.parse("gid:1"));
  }
}
