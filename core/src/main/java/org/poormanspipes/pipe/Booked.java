package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.pool.Accounts;
import org.poormanspipes.pool.BlockFile;

/// How much memory a pipe was booked with, and where its ring is.
///
/// @param block the bytes of its block
/// @param ring the bytes of its ring's block
/// @param ringFile the file of its ring
record Booked(long block, long ring, BlockFile ringFile) {
  /// What its owner is charged.
  long charge() {
    return Accounts.charge(block) + Accounts.charge(ring);
  }

  /// Checks what tells how much memory a pipe has: its files, their guards, and its sizes. What was
  /// found right is handed on; read again, it might be another.
  static Booked check(PipeContext pipe) throws IOException {
    pipe.block().requireWhole(pipe.block().file().status());
    pipe.block().checkGuards();
    Storage storage = pipe.storages().use();
    try {
      storage.block().requireWhole(storage.block().file().status());
      storage.block().checkGuards();
      Booked booked =
          new Booked(pipe.block().sizeNow(), storage.block().size(), storage.block().file());
      long slots = NamePlace.blockSize(pipe.slots().slotsAt(), pipe.control().slotCountAcquire());
      boolean agreed =
          pipe.control().capacity() == storage.geometry().capacity() && slots == booked.block();
      if (!agreed) {
        throw Damage.of("its sizes contradict each other");
      }
      return booked;
    } finally {
      pipe.storages().release(storage);
    }
  }
}
