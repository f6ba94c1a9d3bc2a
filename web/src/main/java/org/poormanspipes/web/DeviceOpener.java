package org.poormanspipes.web;

import java.io.IOException;
import org.poormanspipes.Device;

/// Opens the device that is shown, again after it failed.
@FunctionalInterface
public interface DeviceOpener {

  /// Opens it.
  ///
  /// @return the device, which the page closes
  /// @throws IOException if it can't be had
  Device open() throws IOException;
}
