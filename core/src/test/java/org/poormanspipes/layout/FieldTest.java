package org.poormanspipes.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.poormanspipes.linux.Words;

/// What a field says of the bytes that it finds.
class FieldTest {

  private final Words memory = Words.of(Arena.ofAuto().allocate(64, 8));

  @Test
  void aChoiceSaysItsWordAndDoubtsAnyOtherNumber() {
    Field field = Field.choice("type", 4, "a kind", "byte", "message");
    memory.intOpaque(12, 1);
    assertThat(field.show(memory, 8)).isEqualTo(Shown.of("1 message"));
    memory.intOpaque(12, -3);
    assertThat(field.show(memory, 8))
        .isEqualTo(new Shown("-3", "is none of 0 to 1, and counts as byte"));
  }

  @Test
  void aCountIsDoubtedWhenItIsNegative() {
    Field field = Field.count("pipes", 0, "how many");
    memory.longOpaque(0, 7);
    assertThat(field.show(memory, 0)).isEqualTo(Shown.of("7"));
    memory.longOpaque(0, Long.MIN_VALUE);
    assertThat(field.show(memory, 0).doubt()).isEqualTo("is negative");
  }

  @Test
  void aTextIsShownAsSuchAndInHexadecimal() {
    Field field = Field.text("program", 3, 8, "a name");
    byte[] text = "pmp\u00e9".getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < text.length; at++) {
      memory.segment().set(ValueLayout.JAVA_BYTE, 3 + at, text[at]);
    }
    assertThat(field.show(memory, 0)).isEqualTo(Shown.of("\"pmp\u00e9\" = 706d70c3a9"));
    assertThat(field.type().name(field.size())).isEqualTo("text[8]");
    assertThat(field.show(memory, 32)).isEqualTo(Shown.of("\"\""));
  }

  @Test
  void bytesAreShownInHexadecimal() {
    Field field = Field.bytes("mask", 0, 4, "bits");
    assertThat(field.show(memory, 0)).isEqualTo(Shown.of("0"));
    memory.intOpaque(0, 0x0100_0002);
    assertThat(field.show(memory, 0)).isEqualTo(Shown.of("0x02000001"));
  }

  @Test
  void aTimeIsDoubtedWhenItIsOfNoAge() {
    Field field = Field.time("since", 0, "when");
    memory.longOpaque(0, 1_000);
    assertThat(field.show(memory, 0)).isEqualTo(Shown.of("1000 1970-01-01T00:00:01Z"));
    memory.longOpaque(0, Long.MAX_VALUE);
    assertThat(field.show(memory, 0).doubt()).isNotNull();
  }

  @Test
  void anIdCountsAllItsBits() {
    memory.intOpaque(0, -2);
    assertThat(Field.id("uid", 0, "whose").show(memory, 0)).isEqualTo(Shown.of("4294967294"));
  }

  @Test
  void permissionsAreShownInOctal() {
    Field field = Field.mode("mode", 0, "who may");
    memory.intOpaque(0, 0640);
    assertThat(field.show(memory, 0)).isEqualTo(Shown.of("0640"));
    memory.intOpaque(0, 01640);
    assertThat(field.show(memory, 0).doubt()).isNotNull();
  }
}
