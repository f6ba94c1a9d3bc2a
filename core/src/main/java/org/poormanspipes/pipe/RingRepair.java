package org.poormanspipes.pipe;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeType;
import org.poormanspipes.events.Events;
import org.poormanspipes.events.RecoveryEvent;
import org.poormanspipes.ring.RingRecovery;

/// Puts a pipe's ring right after a writer died with the mutex.
final class RingRepair {

  private RingRepair() {}

  /// Does it. The caller has the mutex now; if it can't be done, the next to get the mutex is told
  /// again.
  ///
  /// @return false if the memory does not hold a ring
  static boolean repair(PipeContext pipe) throws IOException {
    @Nullable RecoveryEvent event = Events.recovering();
    Storage storage = pipe.storages().use();
    try {
      if (pipe.type() == PipeType.MESSAGE && !RingRecovery.repairMessages(storage.geometry())) {
        return false;
      }
      // Who committed a change of it may have died before saying so here.
      RingRecovery.tellWriters(storage.geometry());
      pipe.control().capacity(storage.geometry().capacity());
    } finally {
      pipe.storages().release(storage);
    }
    pipe.mutex().markRepaired();
    Events.recovered(event, pipe.source(), "ring", 1);
    return true;
  }
}
