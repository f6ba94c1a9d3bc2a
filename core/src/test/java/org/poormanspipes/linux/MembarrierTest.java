package org.poormanspipes.linux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MembarrierTest {

  private static long drained() {
    long started = System.nanoTime();
    Membarrier.drain();
    return System.nanoTime() - started;
  }

  /// What the kernel may leave out is made up for by time.
  @Test
  void aDrainLastsUntilEveryStoreIsWhereOthersSeeIt() {
    assertThat(drained()).isGreaterThanOrEqualTo(Membarrier.DRAINED_NANOS);
  }

  @Test
  void anInterruptMakesItNoShorterAndIsKept() {
    Thread.currentThread().interrupt();
    assertThat(drained()).isGreaterThanOrEqualTo(Membarrier.DRAINED_NANOS);
    assertThat(Thread.interrupted()).isTrue();
  }
}
