package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.linux.ByteLock;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.pool.BlockFile;

/// The lock of one name: opening, closing for the last time, removing and making anew exclude each
/// other. It dies with its owner and leaves nothing to repair.
final class NameLock implements AutoCloseable {

  /// What is done under the lock takes microseconds, or as long as allocating a ring does; a holder
  /// of seconds is stopped.
  private static final long PATIENCE_NANOS = 5_000_000_000L;

  private static final long FIRST_PAUSE_NANOS = 20_000;
  private static final long LONGEST_PAUSE_NANOS = 1_000_000;

  private final Descriptor descriptor;

  private NameLock(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  /// Takes the lock.
  ///
  /// @param lockFile the file whose bytes stand for names
  /// @param place the byte that stands for this one
  /// @param what for the sentence, if it is not to be had
  static NameLock acquire(BlockFile lockFile, long place, String what) throws IOException {
    Descriptor descriptor = LockFiles.open(lockFile);
    boolean locked = false;
    try {
      locked = await(descriptor, place);
      if (!locked) {
        throw new DeviceException(
            DeviceException.Kind.BUSY,
            what
                + " is being opened or closed by another process that does not go on, perhaps it is"
                + " stopped: gave up after "
                + PATIENCE_NANOS / 1_000_000_000
                + " s");
      }
      return new NameLock(descriptor);
    } finally {
      if (!locked) {
        descriptor.close();
      }
    }
  }

  private static boolean await(Descriptor descriptor, long place) throws IOException {
    long started = System.nanoTime();
    long pause = FIRST_PAUSE_NANOS;
    while (!ByteLock.tryLock(descriptor, place)) {
      if (System.nanoTime() - started > PATIENCE_NANOS) {
        return false;
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }
    return true;
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
