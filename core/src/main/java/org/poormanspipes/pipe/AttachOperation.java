package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.Map;
import org.poormanspipes.driver.DeviceAddress;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Disposition;

/// Finds or makes a device, and attaches this process to it.
final class AttachOperation {

  private AttachOperation() {}

  static PipeDeviceContext attach(
      DeviceAddress address, Disposition disposition, Map<String, String> attributes)
      throws IOException {
    DeviceName name = DeviceName.parse(address.location());
    DeviceRoot root = DeviceRoot.of(address.root());
    try {
      if (disposition == Disposition.OPEN && !root.exists()) {
        throw missing(name, root);
      }
      root.open();
      NamedFiles files = root.files(name);
      if (files.device().statusIfPresent() == null) {
        make(root, name, disposition, attributes);
      } else if (disposition == Disposition.CREATE) {
        throw exists(name);
      }
      return PipeDeviceContext.attach(root.files(name));
    } catch (IOException failed) {
      IOException explained = DriverOnly.ofDevice(root.files(name), name, failed);
      throw Refusals.ofDevice("open the device '" + name.spelling() + "'", explained);
    }
  }

  private static void make(
      DeviceRoot root, DeviceName name, Disposition disposition, Map<String, String> attributes)
      throws IOException {
    if (disposition == Disposition.OPEN) {
      throw missing(name, root);
    }
    DeviceSettings settings = DeviceSettings.DEFAULT.with(attributes);
    try (NameLock _ = root.lock(name)) {
      // Again, under the lock: another may have been quicker.
      NamedFiles files = root.files(name);
      if (files.device().statusIfPresent() == null) {
        DeviceMaker.make(files, name, settings);
      } else if (disposition == Disposition.CREATE) {
        throw exists(name);
      }
    }
  }

  private static DeviceException missing(DeviceName name, DeviceRoot root) {
    return new DeviceException(
        Kind.NOT_FOUND, "there is no device '" + name.spelling() + "' in " + root.path());
  }

  private static DeviceException exists(DeviceName name) {
    return new DeviceException(Kind.EXISTS, "the device '" + name.spelling() + "' exists already");
  }
}
