package org.poormanspipes.pipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.FileNames;
import org.poormanspipes.pool.Block;
import org.poormanspipes.pool.NamedFile;
import org.poormanspipes.pool.PoolType;

/// Makes a device: its directory, its lock file, then its block under another name, which is
/// renamed last. The device's name is locked.
final class DeviceMaker {

  private static final Set<Descriptor.Flag> CREATE =
      Set.copyOf(
          EnumSet.of(
              Descriptor.Flag.READ_WRITE, Descriptor.Flag.CREATE, Descriptor.Flag.NO_FOLLOW));

  private static final int READ_BITS = 0444;

  private DeviceMaker() {}

  static void make(NamedFiles files, DeviceName name, DeviceSettings settings) throws IOException {
    Ownership ownership = Ownership.parse(settings.owner());
    Path directory = files.directory();
    boolean own = DeviceRoot.status(directory) == null;
    boolean done = false;
    try {
      if (own) {
        FileNames.mkdir(directory, 0700);
      }
      fill(files, name, settings, ownership);
      // Opened to others last, when everything in it is as it should be.
      DeviceAccess.apply(new NamedFile(directory), DeviceAccess.directoryMode(settings), ownership);
      FileNames.rename(files.newDevice().path(), files.device().path());
      done = true;
    } finally {
      if (!done) {
        files.newDevice().remove();
        if (own) {
          DeviceRemoval.removeEmpty(files);
        }
      }
    }
  }

  private static void fill(
      NamedFiles files, DeviceName name, DeviceSettings settings, Ownership ownership)
      throws IOException {
    int mode = DeviceAccess.fileMode(settings);
    try (Descriptor lock = Descriptor.open(files.lock().path(), CREATE, mode)) {
      lock.chmod(mode);
    }
    ownership.apply(files.lock());
    // One that is there was left behind by a death: its maker held the name's lock.
    files.newDevice().remove();
    Block block =
        Block.create(
            files.newDevice().path(), Tags.DEVICE, PoolType.PAGED, DeviceLayout.SIZE, mode);
    try {
      new DeviceControl(block.words()).initialise(name.spelling(), settings);
    } finally {
      block.unmap();
    }
    ownership.apply(files.newDevice());
  }

  /// Whoever may read a directory may also go in.
  static int directoryMode(int mode) {
    return mode | (mode & READ_BITS) >> 2;
  }
}
