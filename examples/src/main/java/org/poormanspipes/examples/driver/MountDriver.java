package org.poormanspipes.examples.driver;

import java.nio.file.Path;
import java.util.Map;
import org.poormanspipes.driver.DeviceAddress;
import org.poormanspipes.driver.DeviceObject;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.Driver;
import org.poormanspipes.fuse.Mount;
import org.poormanspipes.fuse.MountOptions;

/// Mounts a device of any driver, and serves it until it is unmounted.
public final class MountDriver {

  private MountDriver() {}

  /// Mounts.
  ///
  /// @param arguments the driver's class, and a directory
  /// @throws Exception if there is no such driver, or the mount is refused
  public static void main(String[] arguments) throws Exception {
    Class<?> type = Class.forName(arguments[0]);
    Driver driver = (Driver) type.getConstructor().newInstance();
    DeviceAddress address = DeviceAddress.parse(driver.scheme() + "://Tutorial", null);
    DeviceObject device = driver.attach(address, Disposition.OPEN_OR_CREATE, Map.of());
    try (Mount mount = Mount.at(Path.of(arguments[1]), device, MountOptions.DEFAULT)) {
      System.out.println("mounted on " + mount.directory());
      mount.awaitEnd();
    } finally {
      device.detach();
    }
  }
}
