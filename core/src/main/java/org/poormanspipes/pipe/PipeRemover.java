package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.Accounts;
import org.poormanspipes.pool.BlockFile;
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
    Booked booked;
    try {
      booked = Booked.check(pipe);
    } catch (DamagedBlockException | SystemCallException damage) {
      // It goes all the same; the one sentence about whose memory it was must not be lost.
      System.getLogger(PipeRemover.class.getName())
          .log(System.Logger.Level.WARNING, damage.getMessage());
      removeDamaged(device, pipe.id());
      return;
    }
    try (DeviceLock _ = DeviceLock.acquire(device)) {
      if (!isPresent(device, pipe)) {
        // Its remover died with the device's mutex, and the recovery has finished the removal.
        return;
      }
      pipe.control().deletedRelease();
      device.files().pipe(pipe.id()).remove();
      booked.ringFile().remove();
      Accounts accounts = device.control().accounts();
      accounts.freed(Tags.PIPE, pipe.block().type(), booked.block());
      accounts.freed(Tags.RING, pipe.block().type(), booked.ring());
      device.control().pipes(device.control().pipes() - 1);
      device.control().users().book(pipe.owner(), -1, -booked.charge());
    }
    pipe.wakeAll();
  }

  private static boolean isPresent(PipeDeviceContext device, PipeContext pipe) throws IOException {
    return PipeFinder.isPresent(device, pipe.id()) && pipe.isFileOf(device.files().pipe(pipe.id()));
  }

  /// Removes the files of a pipe whose block is damaged, and counts what is left: nothing that the
  /// block says of its size or its ring is used.
  static void removeDamaged(PipeDeviceContext device, BlockId id) throws IOException {
    BlockFile file = device.files().pipe(id);
    try (DeviceLock _ = DeviceLock.acquire(device)) {
      tellUsers(file);
      file.remove();
      // Its rings have no pipe now, and the recovery removes those.
      DeviceRecovery.recover(device);
    }
  }

  /// Marks a block as deleted, through its file: whoever has it open finds that when it looks
  /// again by itself. One that is cut short has nothing to mark, and its users notice that.
  private static void tellUsers(BlockFile block) throws IOException {
    try (Descriptor file = block.open(true);
        Arena arena = Arena.ofConfined()) {
      FileStatus status = file.status();
      if (status.isRegular() && status.links() <= 1 && status.size() >= PipeLayout.NAMES) {
        file.write(arena.allocateFrom(ValueLayout.JAVA_INT, 1), PipeLayout.DELETED);
      }
    } catch (SystemCallException refused) {
      // A block that can't be opened can be removed all the same.
      System.getLogger(PipeRemover.class.getName())
          .log(System.Logger.Level.DEBUG, refused.getMessage());
    }
  }
}
