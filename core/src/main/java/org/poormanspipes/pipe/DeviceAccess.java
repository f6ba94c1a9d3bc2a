package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.pool.BlockFile;

/// Who may use a file or a directory of a device.
final class DeviceAccess {

  private DeviceAccess() {}

  static void apply(BlockFile file, int mode, Ownership ownership) throws IOException {
    try (Descriptor opened = file.open(false)) {
      opened.chmod(mode);
    }
    ownership.apply(file);
  }
}
