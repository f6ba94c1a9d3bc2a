package org.poormanspipes.pipe;

import org.poormanspipes.linux.Words;

/// What happened to a handle: how often it slept, and what it lost. Several threads may count at
/// the same time; they are about to sleep, or have lost, so a total order costs them nothing.
///
/// @param memory where
/// @param at where in it
record RareCounters(Words memory, long at) {

  void add(int counter, long delta) {
    memory.longAdd(at + counter, delta);
  }

  long get(int counter) {
    return memory.longOpaque(at + counter);
  }

  /// Moves everything to the totals. Several may do so with theirs at the same time.
  void moveTo(RareCounters totals) {
    for (int counter = 0; counter < RareCountersLayout.SIZE; counter += Long.BYTES) {
      long value = get(counter);
      if (value != 0) {
        // Cleared first: a death in between loses from a statistic, and never counts twice.
        memory.longOpaque(at + counter, 0);
        totals.add(counter, value);
      }
    }
  }
}
