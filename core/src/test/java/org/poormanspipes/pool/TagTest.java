package org.poormanspipes.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TagTest {

  @Test
  void itsCharactersReadInOrderInADump() {
    assertThat(Tag.of("Exp ").code()).isEqualTo('E' | 'x' << 8 | 'p' << 16 | ' ' << 24);
    assertThat(Tag.of("Exp ")).hasToString("Exp ");
  }

  @Test
  void whatCannotBePrintedIsShownAsADot() {
    assertThat(new Tag(0x41_00_ff_42)).hasToString("B..A");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "abcde", "ab\nc", "abcé", "abc\u007f"})
  void onlyFourPrintableAsciiCharactersAreATag(String text) {
    assertThatThrownBy(() -> Tag.of(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
