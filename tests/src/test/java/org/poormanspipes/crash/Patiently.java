package org.poormanspipes.crash;

import java.io.IOException;
import org.poormanspipes.driver.DeviceException;

/// Opens again what was busy: on a machine with far more to do than it can, whoever has a name or
/// the device's lock may need more than the five seconds after which the library gives up. Somebody
/// who never lets go is found all the same.
final class Patiently {
  private static final int ATTEMPTS = 8;

  private Patiently() {}

  /// What makes a channel, or a device.
  @FunctionalInterface
  interface Opening<T> {
    T open() throws IOException;
  }

  static <T> T open(Opening<T> opening) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return opening.open();
      } catch (DeviceException refused) {
        if (refused.kind() != DeviceException.Kind.BUSY || attempt == ATTEMPTS) {
          throw refused;
        }
      }
    }
  }
}
