package org.poormanspipes.mutex;

import org.jspecify.annotations.Nullable;
import org.poormanspipes.linux.Futex;
import org.poormanspipes.linux.Membarrier;
import org.poormanspipes.linux.RawMemory;
import org.poormanspipes.linux.Words;

/// A word on which threads of any process sleep until something changes.
///
/// ```
///   31                                   1        0
///   [ sequence                            ][ sleepers ]
/// ```
///
/// The sleeper: [#announce()], look once more whether the change has happened, [#sleep] for
/// [Membarrier#DRAINED_NANOS] at most, look again, and only then sleep for as long as it likes. The
/// waker: make the change, then [#wake()]. Between the store and the load of each side stands a
/// fence, so either the sleeper sees the change or the waker sees the sleeper. The sleeper's, who
/// has time, serves for both: nearly always at its first look, in any case at its second
/// ([Membarrier]). Waking wakes all: were one woken and then stopped, the others would sleep on
/// beside data.
public final class WaitWord {

  /// The bytes of a word.
  public static final int SIZE = 4;

  private static final int SLEEPERS = 1;
  private static final int ONE_CHANGE = 2;

  private final Words memory;
  private final long offset;
  private final long address;

  /// Made by the first thread that sleeps; most commands never do.
  private volatile @Nullable InterruptHook hook;

  /// A word at a place in shared memory; zero is a word without sleepers.
  ///
  /// @param memory where
  /// @param offset where in it, a multiple of 4
  public WaitWord(Words memory, long offset) {
    this.memory = memory;
    this.offset = offset;
    this.address = memory.address(offset, SIZE);
  }

  /// Says that the caller is about to sleep.
  ///
  /// @return the value to sleep on
  public int announce() {
    while (true) {
      int seen = RawMemory.intVolatile(address);
      if (RawMemory.intCompareAndSet(address, seen, seen | SLEEPERS)) {
        // Also when the bit was set already: whoever set it may not have come so far. Partner: the
        // light fence in wake().
        Membarrier.heavy();
        return seen | SLEEPERS;
      }
    }
  }

  /// Sleeps until the word changes, the time is over, or the thread is interrupted. May return
  /// early.
  ///
  /// @param announced what [#announce()] returned
  /// @param nanos how long at most
  public void sleep(int announced, long nanos) {
    InterruptHook alert = hook();
    alert.enter();
    try {
      // An interrupt from here on changes the word, so the kernel refuses to sleep on `announced`.
      if (!Thread.currentThread().isInterrupted()) {
        Futex.await(memory.segment(), offset, announced, nanos);
      }
    } finally {
      alert.leave();
    }
  }

  private InterruptHook hook() {
    InterruptHook made = hook;
    if (made == null) {
      // Two threads may make one each; either serves.
      made = new InterruptHook(this::wakeAlways);
      hook = made;
    }
    return made;
  }

  /// Whether nothing changed since an announcement.
  ///
  /// @param announced what [#announce()] returned
  /// @return false once somebody woke the sleepers
  public boolean isUnchanged(int announced) {
    return RawMemory.intAcquire(address) == announced;
  }

  /// Wakes all sleepers, if there are any. The caller has published its change.
  ///
  /// @return whether anybody had announced itself
  public boolean wake() {
    // Partner: the heavy fence in announce(). Without the two the load below could pass the
    // caller's release store, and a sleeper that saw neither would sleep until its recheck.
    Membarrier.light();
    boolean anybody = (RawMemory.intOpaque(address) & SLEEPERS) != 0;
    if (anybody) {
      wakeAlways();
    }
    return anybody;
  }

  /// Changes the word and wakes all, whether or not anybody is known to sleep.
  public void wakeAlways() {
    while (true) {
      int seen = RawMemory.intVolatile(address);
      if (RawMemory.intCompareAndSet(address, seen, (seen + ONE_CHANGE) & ~SLEEPERS)) {
        Futex.wake(memory.segment(), offset, Integer.MAX_VALUE);
        return;
      }
    }
  }
}
