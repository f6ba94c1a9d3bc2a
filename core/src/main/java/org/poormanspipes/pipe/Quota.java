package org.poormanspipes.pipe;

import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.pool.Accounts;

/// The limits of a device.
final class Quota {

  private Quota() {}

  /// Refuses a pipe that would break a limit. The device's mutex is held.
  static void check(PipeDeviceContext device, long bytes) throws DeviceException {
    DeviceSettings settings = device.control().settings();
    long pipes = device.control().pipes();
    if (pipes >= settings.quotaPipes()) {
      throw new DeviceException(
          Kind.NO_SPACE,
          "the device '"
              + device.control().name()
              + "' has "
              + pipes
              + " pipes, and its quota is "
              + settings.quotaPipes()
              + ": remove some, or raise it with 'pmp device set'");
    }
    checkBytes(device, Accounts.charge(bytes));
  }

  static void checkBytes(PipeDeviceContext device, long bytes) throws DeviceException {
    long used = device.control().accounts().totalBytes();
    long quota = device.control().settings().quotaBytes();
    if (bytes > quota - used) {
      throw new DeviceException(
          Kind.NO_SPACE,
          "the device '"
              + device.control().name()
              + "' has "
              + used
              + " bytes in use, "
              + bytes
              + " more would break its quota of "
              + quota
              + ": remove pipes, ask for less, or raise it with 'pmp device set'");
    }
  }
}
