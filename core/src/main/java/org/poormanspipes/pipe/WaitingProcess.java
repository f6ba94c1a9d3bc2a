package org.poormanspipes.pipe;

import org.poormanspipes.linux.Words;

/// This process's bit among the waiting processes of a pipe: set while any of its waits lasts.
final class WaitingProcess {

  private final Words pipe;
  private final long place;
  private final long bit;
  private int waits;

  WaitingProcess(Words pipe, int process) {
    this.pipe = pipe;
    this.place = Signal.place(process);
    this.bit = 1L << process;
  }

  /// Before the wait is announced.
  synchronized void begin() {
    if (waits == 0) {
      pipe.longSetBits(place, bit);
    }
    waits++;
  }

  synchronized void end() {
    waits--;
    if (waits == 0) {
      pipe.longClearBits(place, bit);
    }
  }
}
