package org.poormanspipes.original;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.testing.TemporaryRoot;

/// A device of a test's own, with pipes of the `original` profile.
abstract class OriginalDevice {
  static final int USABLE = 1999;

  TemporaryRoot root;
  Device device;

  @BeforeEach
  void openDevice() throws IOException {
    root = new TemporaryRoot();
    device = Device.open(options("Example").build());
  }

  @AfterEach
  void closeDevice() throws IOException {
    device.close();
    root.close();
  }

  DeviceOptions.Builder options(String name) {
    return DeviceOptions.builder().device(name).root(root.path());
  }

  PipeChannel open(String name) throws IOException {
    return device.open(name, Access.READ_WRITE, PipeOptions.ORIGINAL);
  }

  static Kind kindOf(Throwable refused) {
    return ((DeviceException) refused).kind();
  }
}
