package org.poormanspipes.pipe;

import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Membarrier;

/// The readers of a broadcast that look at its content where it lies, and that a writer which
/// overwrites would not wait for: [PollOperation].
final class InPlaceReaders {
  /// How long a poll may last before a change of the policy gives up on it.
  private static final long PATIENCE_NANOS = 50_000_000;

  private InPlaceReaders() {}

  /// Lets a pipe overwrite from now on. The pipe's mutex is held, so no writer is at work; a reader
  /// that is being polled finishes, one that begins later sees the new policy.
  static void letOverwrite(PipeContext pipe, SlotOwner asker) throws DeviceException {
    PipeControl control = pipe.control();
    WhenFull before = control.whenFull();
    control.whenFull(WhenFull.OVERWRITE);
    // Partner: the light fence between the slot's word and the look at the policy in PollOperation.
    Membarrier.drain();
    int count = pipe.slots().count();
    long started = System.nanoTime();
    for (int number = 0; number < count; number++) {
      Slot slot = pipe.slots().get(number);
      while (slot.isLiveAcquire() && slot.isInPlace()) {
        if (System.nanoTime() - started > PATIENCE_NANOS && Reaper.reap(pipe, asker) == 0) {
          control.whenFull(before);
          throw new DeviceException(
              Kind.BUSY,
              "process "
                  + slot.pid()
                  + " looks at the content of '"
                  + pipe.name()
                  + "' where it lies and does not come to an end: try again");
        }
        Thread.onSpinWait();
      }
    }
  }
}
