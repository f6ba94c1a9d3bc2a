package org.poormanspipes.pipe;

import org.poormanspipes.events.Events;
import org.poormanspipes.events.RecoveryEvent;
import org.poormanspipes.mutex.RobustMutex;

/// Frees the slots of handles whose process died. Everything happens while the dead slot's lock is
/// held, so two reapers never work on one slot and nobody takes it meanwhile; a reaper that dies
/// leaves a slot that is still live and dead, for the next.
final class Reaper {

  private Reaper() {}

  /// Looks at every slot, and sees to the asker's own.
  ///
  /// @param pipe whose
  /// @param asker a live handle of this process, which takes the mutex over if a dead one had it
  /// @return how many were freed
  static int reap(PipeContext pipe, SlotOwner asker) {
    RecoveryEvent event = Events.recovering();
    asker.mend(pipe.mutex());
    int reaped = 0;
    int count = pipe.slots().count();
    for (int number = 0; number < count; number++) {
      Slot slot = pipe.slots().get(number);
      boolean freed =
          number != asker.number()
              && slot.isLiveAcquire()
              && pipe.slots().locks().ifDead(number, () -> free(pipe, slot, asker));
      reaped += freed ? 1 : 0;
    }
    if (reaped > 0) {
      Events.recovered(event, pipe.source(), "handles", reaped);
      pipe.wakeAll();
    }
    return reaped;
  }

  /// The mutex first: while its word or its bias names the slot, nobody may have the number.
  private static boolean free(PipeContext pipe, Slot slot, SlotOwner asker) {
    if (!slot.isLiveAcquire()) {
      return false;
    }
    RobustMutex mutex = pipe.mutex();
    if (mutex.holder() == slot.number()) {
      if (!mutex.takeFromDead(slot.number(), asker)) {
        return false;
      }
      // What the mutex guards is put right by whoever gets it next, and is told of it.
      mutex.release(asker);
    }
    if (!mutex.forgetBias(slot.number(), asker)) {
      return false;
    }
    pipe.settle(slot);
    slot.freeRelease();
    return true;
  }
}
