package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.SystemCallException;

/// The close entry point: the last reference to a file is gone. Gives back the slot, applies the
/// rules of the last close, and takes the memory out of the process with its last handle. For a
/// process that died, whoever comes by does the same; see [DeadHandles].
final class CloseOperation {

  private CloseOperation() {}

  static void close(PipeDeviceContext device, HandleContext handle) throws IOException {
    PipeContext pipe = handle.pipe();
    try (NameLock _ = Names.lock(device, pipe.id().hash(), pipe.name())) {
      free(handle);
      PipeRemover.removeIfOver(device, pipe);
    } catch (IOException failed) {
      if (failed instanceof SystemCallException call && call.errno() == Errno.ENOENT) {
        // The device was removed by force, and with it the lock and the pipe.
        return;
      }
      throw Refusals.of("close the pipe '" + pipe.name() + "'", failed, Mend.of(pipe));
    } finally {
      // Also when the name's lock was not to be had: the handle is gone, and whoever opens or lists
      // the name next applies the rules.
      try {
        free(handle);
      } finally {
        handle.releaseViews();
        device.releasePipe(pipe);
      }
    }
  }

  /// Free, then unlocked, then everybody looks: in this order nobody takes the slot for a dead
  /// one's, and a reader that wakes finds the writer gone. Doing it twice does no harm.
  private static void free(HandleContext handle) {
    if (handle.dropped()) {
      return;
    }
    try {
      handle.pipe().mutex().giveUpBias(handle.owner());
      handle.pipe().settle(handle.slot());
      handle.slot().freeRelease();
    } finally {
      // Also when the memory is not there any more.
      handle.dropLife();
    }
    handle.pipe().wakeAll();
  }
}
