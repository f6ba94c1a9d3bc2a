package org.poormanspipes.pipe;

import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// How many handles a pipe may have open. Handles that only look or change are not counted: whoever
/// wants to see or mend a crowded pipe needs one. The name's lock is held.
final class HandleQuota {

  private HandleQuota() {}

  /// Refuses a handle that would be one too many.
  static void check(PipeDeviceContext device, PipeContext pipe, Access access)
      throws DeviceException {
    long quota = device.control().limits().handlesOfPipe();
    if (access == Access.ATTRIBUTES || pipe.slots().count() <= quota) {
      return;
    }
    int open = 0;
    for (int number = 0; number < pipe.slots().count(); number++) {
      Slot slot = pipe.slots().get(number);
      open += slot.isLiveAcquire() && slot.access() != Access.ATTRIBUTES ? 1 : 0;
    }
    if (open >= quota) {
      throw new DeviceException(
          Kind.TOO_MANY,
          "the pipe '"
              + pipe.name()
              + "' has "
              + open
              + " handles open, and the quota of the device '"
              + device.control().name()
              + "' is "
              + quota
              + " for a pipe: close some, or raise it with 'pmp device set "
              + device.control().name()
              + " --quota-handles'");
    }
  }
}
