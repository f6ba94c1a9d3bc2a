package org.poormanspipes.pipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.poormanspipes.linux.Descriptor;

/// Who may use a file or a directory of a device.
final class DeviceAccess {

  private static final Set<Descriptor.Flag> READ_ONLY =
      Set.copyOf(EnumSet.of(Descriptor.Flag.READ_ONLY, Descriptor.Flag.NO_FOLLOW));

  private DeviceAccess() {}

  static void apply(Path path, int mode, Ownership ownership) throws IOException {
    try (Descriptor file = Descriptor.open(path, READ_ONLY, 0)) {
      file.chmod(mode);
    }
    ownership.apply(path);
  }
}
