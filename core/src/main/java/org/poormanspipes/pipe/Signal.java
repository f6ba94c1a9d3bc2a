package org.poormanspipes.pipe;

import org.poormanspipes.linux.Membarrier;
import org.poormanspipes.linux.Words;
import org.poormanspipes.mutex.WaitWord;

/// What is waited for at a pipe, data or room: threads sleep on its word, and processes that wait
/// for many pipes at once have their doorbells rung.
///
/// ```
///   who waits:  own bit in the waiting processes    then announce, then look, then wait
///   who wakes:  the change, then look at the word; if anybody announced himself: change the word,
///               wake, then look at the bits and ring
/// ```
///
/// The bit is set before the announcement and read after the word was changed, so whoever finds the
/// announcement finds the bit too. The waker leaves the bits: one bit stands for all waits of a
/// process at this pipe, and only the process knows when the last has ended.
final class Signal {
  /// Whoever made so many changes will make more, and has the sleepers fence for him.
  private static final int MANY = 1000;

  private final WaitWord word;
  private final Words pipe;
  private final Doorbells doorbells;

  /// How often this process has changed what is waited for, roughly: threads may do so at once.
  private int changes;

  Signal(Words pipe, long word, Doorbells doorbells) {
    this.word = new WaitWord(pipe, word);
    this.pipe = pipe;
    this.doorbells = doorbells;
  }

  WaitWord word() {
    return word;
  }

  /// The caller has published its change.
  void wake() {
    changes++;
    if (changes == MANY) {
      Membarrier.want();
    }
    if (word.wake()) {
      ring();
    }
  }

  /// Whether or not anybody is known to wait.
  void wakeAlways() {
    word.wakeAlways();
    ring();
  }

  private void ring() {
    for (int first = 0; first < DeviceLayout.MAX_PROCESSES; first += Long.SIZE) {
      long waiting = pipe.longVolatile(place(first));
      while (waiting != 0) {
        doorbells.ring(first + Long.numberOfTrailingZeros(waiting));
        waiting &= waiting - 1;
      }
    }
  }

  /// Where the bit of a process lies.
  static long place(int process) {
    return PipeLayout.WAITING_PROCESSES + (long) (process / Long.SIZE) * Long.BYTES;
  }
}
