package org.poormanspipes.pipe;

import org.poormanspipes.linux.RawMemory;
import org.poormanspipes.linux.Words;

/// What a handle moved. Each counter has one writer at a time, so a plain addition is enough;
/// anyone may read.
final class Counters {

  private final long first;

  Counters(Words memory, long first) {
    this.first = memory.address(first, CountersLayout.SIZE);
  }

  /// Writes took these bytes. Under the pipe's mutex.
  void wrote(long bytes, long messages) {
    increase(CountersLayout.BYTES_IN, bytes);
    increase(CountersLayout.MESSAGES_IN, messages);
  }

  /// Reads took these bytes. In the handle's reading gate.
  void read(long bytes, long messages) {
    increase(CountersLayout.BYTES_OUT, bytes);
    increase(CountersLayout.MESSAGES_OUT, messages);
  }

  /// A write found no room. Under the pipe's mutex.
  void refused() {
    increase(CountersLayout.REFUSED, 1);
  }

  long get(int counter) {
    return RawMemory.longOpaque(first + counter);
  }

  /// Moves everything to the totals. Several may do so with theirs at the same time.
  void moveTo(Counters totals) {
    for (int counter = 0; counter < CountersLayout.SIZE; counter += Long.BYTES) {
      long value = get(counter);
      // Cleared first: a death in between loses from a statistic, and never counts twice.
      RawMemory.longOpaque(first + counter, 0);
      RawMemory.longAdd(totals.first + counter, value);
    }
  }

  private void increase(int counter, long delta) {
    RawMemory.longOpaque(first + counter, RawMemory.longPlain(first + counter) + delta);
  }
}
