package org.poormanspipes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.poormanspipes.driver.Attributes;

class HintsTest {

  @Test
  void emptyPipeWithoutWriters() {
    assertThat(Hints.reason("HELLO", Hints.Wish.DATA, stat(1, 0)))
        .isEqualTo("'HELLO' is empty, nobody writes");
  }

  @Test
  void fullPipeWithoutReaders() {
    assertThat(Hints.reason("HELLO", Hints.Wish.ROOM, stat(0, 1)))
        .isEqualTo("'HELLO' is full, nobody reads");
  }

  @Test
  void peersThatDoNothingAreCounted() {
    assertThat(Hints.reason("A", Hints.Wish.DATA, stat(1, 1)))
        .isEqualTo("'A' is empty, one process has it open to write");
    assertThat(Hints.reason("A", Hints.Wish.ROOM, stat(3, 1)))
        .isEqualTo("'A' is full, 3 have it open to read");
  }

  @Test
  void nothingIsWatchedWhereNobodyLooks() {
    Streams streams = new Streams("");
    assertThat(streams.io().isTerminal(2)).isFalse();
  }

  private static Attributes stat(long readers, long writers) {
    return Attributes.builder().with("readers", readers).with("writers", writers).build();
  }
}
