package org.poormanspipes.look;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.testing.TemporaryRoot;

/// A device of each test's own, to look into.
abstract class OneDevice {
  TemporaryRoot root;
  DeviceOptions options;
  Device device;

  @BeforeEach
  void openDevice() throws IOException {
    root = new TemporaryRoot();
    options = DeviceOptions.builder().device("Example").root(root.path()).build();
    device = Device.open(options);
  }

  @AfterEach
  void closeDevice() throws IOException {
    device.close();
    root.close();
  }
}
