package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.Map;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// Changes the properties of a device while it is in use.
final class ConfigureOperation {

  private ConfigureOperation() {}

  static Attributes configure(PipeDeviceContext device, Map<String, String> attributes)
      throws IOException {
    String name = device.control().name();
    try (DeviceLock _ = DeviceLock.acquire(device)) {
      DeviceSettings before = device.control().settings();
      DeviceSettings after = before.with(attributes);
      if (after.caseSensitive() != before.caseSensitive() && device.control().pipes() > 0) {
        throw new DeviceException(
            Kind.IN_USE,
            "the device '"
                + name
                + "' has "
                + device.control().pipes()
                + " pipes, whose names were compared the other way: case-sensitive can be changed"
                + " when there are none");
      }
      boolean moved =
          after.mode() != before.mode()
              || DeviceAccess.isRegistered(after) != DeviceAccess.isRegistered(before);
      if (moved || !after.owner().isEmpty()) {
        changeAccess(device, after);
      }
      device.control().settings(after);
      return device.control().settings().attributes();
    } catch (IOException failed) {
      throw Refusals.ofDevice("change the device '" + name + "'", failed);
    }
  }

  private static void changeAccess(PipeDeviceContext device, DeviceSettings after)
      throws IOException {
    NamedFiles files = device.files().named("the access to an unnamed pipe is the pipe's own");
    Ownership owner = Ownership.parse(after.owner());
    int mode = DeviceAccess.fileMode(after);
    DeviceAccess.apply(files.device(), mode, owner);
    DeviceAccess.apply(files.lock(), mode, owner);
    DeviceAccess.apply(files.self(), DeviceAccess.directoryMode(after), owner);
  }
}
