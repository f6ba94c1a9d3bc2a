package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Entry;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.pool.Block;
import org.poormanspipes.pool.PoolType;

/// Makes a device: its directory, its lock file, then its block under another name, which is
/// renamed last. The device's name is locked.
final class DeviceMaker {

  private static final int READ_BITS = 0444;

  private DeviceMaker() {}

  /// Makes the device, and hands out its files, which the caller closes.
  static NamedFiles make(DeviceRoot root, Entry place, DeviceName name, DeviceSettings settings)
      throws IOException {
    Ownership ownership = Ownership.parse(settings.owner());
    boolean own = place.statusIfPresent() == null;
    if (own) {
      place.mkdir(0700);
    }
    NamedFiles files = null;
    boolean done = false;
    try {
      files = NamedFiles.open(place);
      requireOurs(root, name, files);
      fill(files, name, settings, ownership);
      // Opened to others last, when everything in it is as it should be.
      DeviceAccess.apply(files.self(), DeviceAccess.directoryMode(settings), ownership);
      files.newDevice().entry().rename(files.device().entry());
      done = true;
      return files;
    } finally {
      if (!done && files != null) {
        if (own) {
          DeviceRemoval.removeEmpty(files);
        }
        files.close();
      }
    }
  }

  /// What a maker left behind that died is finished; what somebody put there is not.
  private static void requireOurs(DeviceRoot root, DeviceName name, NamedFiles files)
      throws IOException {
    FileStatus status = files.directory().status();
    if (!Trust.couldOnlyBePutByTrusted(status, root.status())) {
      throw new DeviceException(
          Kind.DENIED,
          "the directory "
              + files.place()
              + " is no device, and belongs to "
              + Trust.user(status.uid())
              + ", who may have put it there: use another name than '"
              + name.spelling()
              + "', or have it removed");
    }
  }

  private static void fill(
      NamedFiles files, DeviceName name, DeviceSettings settings, Ownership ownership)
      throws IOException {
    int mode = DeviceAccess.fileMode(settings);
    // One that is there was left behind by a death: its maker held the name's lock.
    files.lock().remove();
    files.newDevice().remove();
    boolean done = false;
    try {
      LockFiles.make(files.lock().entry(), mode);
      ownership.apply(files.lock());
      Block block =
          Block.create(files.newDevice(), Tags.DEVICE, PoolType.PAGED, DeviceLayout.SIZE, mode);
      try {
        new DeviceControl(block.words()).initialise(name.spelling(), settings);
      } finally {
        block.unmap();
      }
      ownership.apply(files.newDevice());
      done = true;
    } finally {
      if (!done) {
        files.newDevice().remove();
      }
    }
  }

  /// Whoever may read a directory may also go in.
  static int directoryMode(int mode) {
    return mode | (mode & READ_BITS) >> 2;
  }
}
