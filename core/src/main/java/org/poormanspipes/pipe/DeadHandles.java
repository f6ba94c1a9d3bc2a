package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.HandleOptions;

/// What whoever comes by does about handles whose process died. The name's lock is held.
final class DeadHandles {

  private DeadHandles() {}

  /// Frees the slots of the dead, and applies the rules of the last close if nobody is left.
  ///
  /// @return whether the pipe is gone
  static boolean apply(PipeDeviceContext device, PipeContext pipe) throws IOException {
    if (anyDead(pipe)) {
      reap(device, pipe);
    }
    return PipeRemover.removeIfOver(device, pipe);
  }

  private static boolean anyDead(PipeContext pipe) throws IOException {
    int count = pipe.slots().count();
    for (int number = 0; number < count; number++) {
      if (pipe.slots().get(number).isLiveAcquire() && !pipe.slots().locks().isAlive(number)) {
        return true;
      }
    }
    return false;
  }

  /// A reaper needs a number of its own, to take the mutex over from a dead holder.
  private static void reap(PipeDeviceContext device, PipeContext pipe) throws IOException {
    SlotTaker.Taken taken = new SlotTaker(device, pipe).take(HandleOptions.LOOKING, null);
    try {
      Reaper.reap(pipe, new SlotOwner(taken.slot(), pipe.source()));
    } finally {
      taken.slot().freeRelease();
      taken.life().close();
    }
  }
}
