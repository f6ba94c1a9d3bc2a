package org.poormanspipes.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpinTest {
  private static final long SHORT_NANOS = 1_000;
  private static final long LONG_NANOS = 1_000_000;

  private final Spin spin = new Spin();

  /// A wait in which nothing comes.
  private boolean looksInVain() {
    spin.begin();
    boolean looked = false;
    while (spin.again()) {
      looked = true;
    }
    spin.end();
    return looked;
  }

  private int waitsUntilItLooks(long nanos) {
    int waits = 0;
    while (waits < 1000 && !looksInVain()) {
      spin.slept(nanos);
      waits++;
    }
    return waits;
  }

  @Test
  void itLooksForAWhileAndThenSleeps() {
    assertThat(looksInVain()).isTrue();
  }

  @Test
  void looksInVainAreTriedAgainAfterTwiceAsManyShortWaitsEachTime() {
    looksInVain();
    assertThat(waitsUntilItLooks(SHORT_NANOS)).isEqualTo(1);
    assertThat(waitsUntilItLooks(SHORT_NANOS)).isEqualTo(2);
    assertThat(waitsUntilItLooks(SHORT_NANOS)).isEqualTo(4);
  }

  @Test
  void theyAreTriedAgainAfter64WaitsAtTheLatest() {
    for (int i = 0; i < 20; i++) {
      waitsUntilItLooks(SHORT_NANOS);
    }
    assertThat(waitsUntilItLooks(SHORT_NANOS)).isEqualTo(64);
  }

  @Test
  void longWaitsSleepAtOnce() {
    looksInVain();
    assertThat(waitsUntilItLooks(LONG_NANOS)).isEqualTo(1000);
  }

  @Test
  void looksThatFindSomethingForgetTheVainOnes() {
    for (int i = 0; i < 4; i++) {
      waitsUntilItLooks(SHORT_NANOS);
    }
    for (int i = 0; i < 8; i++) {
      spin.slept(SHORT_NANOS);
    }
    spin.begin();
    assertThat(spin.again()).isTrue();
    spin.end();
    looksInVain();
    assertThat(waitsUntilItLooks(SHORT_NANOS)).isEqualTo(1);
  }
}
