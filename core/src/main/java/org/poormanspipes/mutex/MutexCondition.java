package org.poormanspipes.mutex;

import org.poormanspipes.linux.Words;

/// Whether what a mutex guards was left in the middle of a change, and not put right since: a
/// repair that fails, or dies, is the next one's. Changed by who has the mutex.
final class MutexCondition {

  private final Words memory;
  private final long abandoned;
  private final long repaired;

  MutexCondition(Words memory, long offset) {
    this.memory = memory;
    this.abandoned = offset + MutexLayout.ABANDONED;
    this.repaired = offset + MutexLayout.REPAIRED;
  }

  boolean isAbandoned() {
    return memory.longPlain(abandoned) != memory.longPlain(repaired);
  }

  void markRepaired() {
    memory.longOpaque(repaired, memory.longPlain(abandoned));
  }

  void markAbandoned() {
    memory.longOpaque(abandoned, memory.longPlain(abandoned) + 1);
  }
}
