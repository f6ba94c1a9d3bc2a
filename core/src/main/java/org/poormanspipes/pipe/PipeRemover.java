package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.linux.FileNames;
import org.poormanspipes.pool.Accounts;
import org.poormanspipes.pool.DamagedBlockException;

/// Removes a pipe: the name goes at once; the memory when nobody has it mapped any more. The name's
/// lock is held.
final class PipeRemover {

  private PipeRemover() {}

  /// Applies the rules of the last close.
  ///
  /// @return whether the pipe is gone
  static boolean removeIfOver(PipeDeviceContext device, PipeContext pipe) throws IOException {
    if (pipe.control().deletedAcquire()) {
      // Under the name's lock, one that is marked and still there was left so by a death.
      remove(device, pipe);
      return true;
    }
    if (!pipe.isOver()) {
      return false;
    }
    remove(device, pipe);
    return true;
  }

  static void remove(PipeDeviceContext device, PipeContext pipe) throws IOException {
    if (!isPresent(device, pipe)) {
      return;
    }
    long ringSize = RingPlace.blockSize(pipe.control().capacity());
    try {
      // Its block says it better: who died while changing the capacity may not have said it here.
      ringSize = ringSize(pipe);
      pipe.block().checkGuards();
      checkRing(pipe);
    } catch (DamagedBlockException overrun) {
      // It goes all the same; the one sentence about whose memory it was must not be lost.
      System.getLogger(PipeRemover.class.getName())
          .log(System.Logger.Level.WARNING, overrun.getMessage());
    }
    try (DeviceLock _ = DeviceLock.acquire(device)) {
      if (!isPresent(device, pipe)) {
        // Its remover died with the device's mutex, and the recovery has finished the removal.
        return;
      }
      pipe.control().deletedRelease();
      FileNames.unlinkIfPresent(device.files().pipe(pipe.id()));
      FileNames.unlinkIfPresent(device.files().ring(pipe.id(), pipe.storages().generation()));
      Accounts accounts = device.control().accounts();
      accounts.freed(Tags.PIPE, pipe.block().type(), pipe.block().sizeNow());
      accounts.freed(Tags.RING, pipe.block().type(), ringSize);
      device.control().pipes(device.control().pipes() - 1);
    }
    pipe.wakeAll();
  }

  private static boolean isPresent(PipeDeviceContext device, PipeContext pipe) throws IOException {
    return PipeFinder.isPresent(device, pipe.id()) && pipe.isFileOf(device.files().pipe(pipe.id()));
  }

  private static long ringSize(PipeContext pipe) throws IOException {
    Storage storage = pipe.storages().use();
    try {
      return storage.block().size();
    } finally {
      pipe.storages().release(storage);
    }
  }

  private static void checkRing(PipeContext pipe) throws IOException {
    Storage storage = pipe.storages().use();
    try {
      storage.block().checkGuards();
    } finally {
      pipe.storages().release(storage);
    }
  }

  /// Removes the files of a pipe whose block is damaged, and counts what is left.
  static void removeDamaged(PipeDeviceContext device, BlockId id) throws IOException {
    try (DeviceLock _ = DeviceLock.acquire(device)) {
      FileNames.unlinkIfPresent(device.files().pipe(id));
      // Its rings have no pipe now, and the recovery removes those.
      DeviceRecovery.recover(device);
    }
  }
}
