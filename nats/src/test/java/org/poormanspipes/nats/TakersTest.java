package org.poormanspipes.nats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TakersTest {
  private static final Cursor CURSOR = new Cursor(7, 8, 9);

  @Test
  void theLastEightMovesAreKeptBehindTheCursor() {
    Takers takers = Takers.NONE;
    for (long move = 1; move <= 10; move++) {
      takers = takers.with(move);
    }
    byte[] kept = takers.behind(CURSOR);
    assertThat(Cursor.of(kept)).isEqualTo(CURSOR);
    assertThat(Takers.of(kept).moves()).containsExactly(10, 9, 8, 7, 6, 5, 4, 3);
    assertThat(Takers.of(kept).has(3)).isTrue();
    assertThat(Takers.of(kept).has(2)).isFalse();
  }

  @Test
  void whatIsShorterOrLongerIsReadAsFarAsItGoes() {
    assertThat(Takers.of(new byte[0]).moves()).isEmpty();
    assertThat(Takers.of(CURSOR.bytes()).moves()).isEmpty();
    assertThat(Takers.of(new byte[1000]).moves()).hasSize(8);
  }
}
