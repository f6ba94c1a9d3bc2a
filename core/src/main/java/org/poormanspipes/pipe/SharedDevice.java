package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.pool.NamedFile;

/// Whether a device that a stranger made, in a root that anybody may write, was shared on purpose:
/// its directory lets others in, and its files are the stranger's own. Anything else was put there
/// for somebody to fall into.
final class SharedDevice {

  private static final int OTHERS = 0077;

  private SharedDevice() {}

  static void require(DeviceRoot root, DeviceName name, NamedFiles files) throws IOException {
    FileStatus status = files.directory().status();
    if (Trust.couldOnlyBePutByTrusted(status, root.status())) {
      return;
    }
    if ((status.permissions() & OTHERS) == 0) {
      throw refused(
          name,
          status,
          String.format(
              Locale.ROOT,
              "with mode %04o, which shares it with nobody: use another name, or have its owner"
                  + " share it with 'pmp device set %s --mode'",
              status.permissions(),
              name.spelling()));
    }
    for (NamedFile file : List.of(files.device(), files.lock())) {
      FileStatus of = file.statusIfPresent();
      if (of != null && of.uid() != status.uid()) {
        throw refused(
            name,
            status,
            "and its file " + file + " to " + Trust.user(of.uid()) + ": use another name");
      }
    }
  }

  private static DeviceException refused(DeviceName name, FileStatus status, String why) {
    return new DeviceException(
        Kind.DENIED,
        "the device '" + name.spelling() + "' belongs to " + Trust.user(status.uid()) + ", " + why);
  }
}
