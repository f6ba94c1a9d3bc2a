package org.poormanspipes;

import java.util.ServiceLoader;
import org.poormanspipes.driver.DeviceAddress;
import org.poormanspipes.driver.DeviceDirectory;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.Driver;
import org.poormanspipes.driver.Handover;

/// Finds the driver of an address among those that are present.
final class Drivers {

  private Drivers() {}

  static Driver of(DeviceAddress address) throws DeviceException {
    StringBuilder known = new StringBuilder();
    for (Driver driver : ServiceLoader.load(Driver.class, Driver.class.getClassLoader())) {
      if (driver.scheme().equals(address.scheme())) {
        return driver;
      }
      known.append(known.isEmpty() ? "" : ", ").append(driver.scheme());
    }
    throw new DeviceException(
        DeviceException.Kind.NOT_FOUND,
        "no driver answers '" + address.scheme() + "://': there is " + known);
  }

  static DeviceDirectory directory(DeviceAddress address) throws DeviceException {
    return directory(of(address));
  }

  /// The driver that hands pipes over without a name.
  static Handover handover() throws DeviceException {
    DeviceAddress address = DeviceAddress.parse("", null);
    if (of(address) instanceof Handover handover) {
      return handover;
    }
    throw new DeviceException(
        DeviceException.Kind.UNSUPPORTED,
        "the driver '" + address.scheme() + "' has no unnamed pipes");
  }

  private static DeviceDirectory directory(Driver driver) throws DeviceException {
    if (driver instanceof DeviceDirectory directory) {
      return directory;
    }
    throw new DeviceException(
        DeviceException.Kind.UNSUPPORTED,
        "the driver '" + driver.scheme() + "' keeps no list of devices");
  }
}
