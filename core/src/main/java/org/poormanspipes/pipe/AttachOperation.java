package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
    try (DeviceRoot root = root(address, disposition)) {
      if (root == null) {
        throw missing(name, address);
      }
      return attach(root, name, address, disposition, attributes);
    } catch (IOException failed) {
      throw Refusals.ofDevice("open the device '" + name.spelling() + "'", failed);
    }
  }

  private static PipeDeviceContext attach(
      DeviceRoot root,
      DeviceName name,
      DeviceAddress address,
      Disposition disposition,
      Map<String, String> attributes)
      throws IOException {
    try {
      NamedFiles files = findOrMake(root, name, disposition, attributes);
      if (files == null) {
        throw missing(name, address);
      }
      return attach(root, name, files);
    } catch (IOException failed) {
      throw DriverOnly.ofDevice(root.place(name), name, failed);
    }
  }

  private static @Nullable NamedFiles findOrMake(
      DeviceRoot root, DeviceName name, Disposition disposition, Map<String, String> attributes)
      throws IOException {
    NamedFiles files = root.find(name);
    if (files == null && disposition != Disposition.OPEN) {
      return make(root, name, disposition, attributes);
    }
    if (files != null && disposition == Disposition.CREATE) {
      files.close();
      throw exists(name);
    }
    return files;
  }

  /// The root; for who only opens null if there is none.
  private static @Nullable DeviceRoot root(DeviceAddress address, Disposition disposition)
      throws IOException {
    if (disposition != Disposition.OPEN) {
      return DeviceRoot.make(address.root());
    }
    return DeviceRoot.find(address.root());
  }

  private static PipeDeviceContext attach(DeviceRoot root, DeviceName name, NamedFiles files)
      throws IOException {
    boolean attached = false;
    try {
      SharedDevice.require(root, name, files);
      PipeDeviceContext device = PipeDeviceContext.attach(files);
      attached = true;
      return device;
    } finally {
      if (!attached) {
        files.close();
      }
    }
  }

  private static NamedFiles make(
      DeviceRoot root, DeviceName name, Disposition disposition, Map<String, String> attributes)
      throws IOException {
    DeviceSettings settings = DeviceSettings.DEFAULT.with(attributes);
    try (NameLock _ = root.lock(name)) {
      // Again, under the lock: another may have been quicker.
      NamedFiles files = root.find(name);
      if (files == null) {
        return DeviceMaker.make(root, root.place(name), name, settings);
      }
      if (disposition == Disposition.CREATE) {
        files.close();
        throw exists(name);
      }
      return files;
    }
  }

  private static DeviceException missing(DeviceName name, DeviceAddress address) {
    return new DeviceException(
        Kind.NOT_FOUND,
        "there is no device '" + name.spelling() + "' in " + DeviceRoot.place(address.root()));
  }

  private static DeviceException exists(DeviceName name) {
    return new DeviceException(Kind.EXISTS, "the device '" + name.spelling() + "' exists already");
  }
}
