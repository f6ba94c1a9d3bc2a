package org.poormanspipes.pipe;

import java.lang.foreign.MemorySegment;
import org.poormanspipes.linux.Words;

/// This process's bit among the waiting processes of a pipe: set while any of its waits lasts.
final class WaitingProcess {

  private final MemorySegment pipe;
  private final long place;
  private final long bit;
  private int waits;

  WaitingProcess(MemorySegment pipe, int process) {
    this.pipe = pipe;
    this.place = Signal.place(process);
    this.bit = 1L << process;
  }

  /// Before the wait is announced.
  synchronized void begin() {
    if (waits == 0) {
      Words.longSetBits(pipe, place, bit);
    }
    waits++;
  }

  synchronized void end() {
    waits--;
    if (waits == 0) {
      Words.longClearBits(pipe, place, bit);
    }
  }
}
