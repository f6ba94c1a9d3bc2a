package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Entry;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.BlockFile;

/// The files whose bytes are locks. What stands in the place of one may have been put there by
/// somebody else, as another name of a file that it should not be: it is opened as it is, looked
/// at, and neither its content nor its permissions are changed.
final class LockFiles {

  private static final Set<Descriptor.Flag> CREATE =
      Set.copyOf(
          EnumSet.of(
              Descriptor.Flag.READ_WRITE,
              Descriptor.Flag.NO_FOLLOW,
              Descriptor.Flag.CREATE,
              Descriptor.Flag.EXCLUSIVE));

  private LockFiles() {}

  /// Makes one, unless there is one.
  static void make(Entry entry, int mode) throws IOException {
    if (entry.statusIfPresent() == null) {
      try (Descriptor lock = entry.open(CREATE, mode)) {
        lock.chmod(mode);
      } catch (SystemCallException failed) {
        if (failed.errno() != Errno.EEXIST) {
          throw failed;
        }
      }
    }
  }

  static Descriptor open(BlockFile file) throws IOException {
    Descriptor lock;
    try {
      lock = file.open(true);
    } catch (SystemCallException failed) {
      FileStatus status = file.statusIfPresent();
      throw status == null || status.isRegular() ? failed : refused(file, status);
    }
    boolean right = false;
    try {
      FileStatus status = lock.status();
      if (!status.isRegular() || status.links() > 1) {
        throw refused(file, status);
      }
      right = true;
      return lock;
    } finally {
      if (!right) {
        lock.close();
      }
    }
  }

  private static DeviceException refused(BlockFile file, FileStatus status) {
    return new DeviceException(
        Kind.DENIED,
        "in the place of the lock "
            + file
            + (status.isRegular() ? " is a file with other names" : " is something else")
            + ", which "
            + Trust.user(status.uid())
            + " owns: remove it");
  }
}
