package org.poormanspipes.pipe;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.ByteLock;
import org.poormanspipes.linux.Descriptor;

/// The single open handle of an exclusive device, among all processes: a lock that its handle
/// holds.
final class ExclusiveOpen {

  /// A byte that stands for no name: hashes have 62 bits.
  private static final long PLACE = 1L << 62;

  private ExclusiveOpen() {}

  /// What a new handle holds as long as it lives; null for a device that is not exclusive.
  static @Nullable Descriptor acquire(PipeDeviceContext device) throws IOException {
    if (!device.exclusive()) {
      return null;
    }
    Descriptor lock = LockFiles.open(device.files().lock());
    boolean acquired = false;
    try {
      acquired = ByteLock.tryLock(lock, PLACE);
      if (!acquired) {
        throw new DeviceException(
            Kind.IN_USE,
            "the device '"
                + device.control().name()
                + "' is exclusive and already open: it can be opened when that handle is closed");
      }
      return lock;
    } finally {
      if (!acquired) {
        lock.close();
      }
    }
  }
}
