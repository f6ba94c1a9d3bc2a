package org.poormanspipes.pipe;

import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.pool.UserAccounts;
import org.poormanspipes.pool.UserAccountsLayout;

/// The limits of a device, and of each user in it. The device's mutex is held.
final class Quota {

  private final DeviceControl control;
  private final Limits limits;

  private Quota(DeviceControl control) {
    this.control = control;
    this.limits = control.limits();
  }

  /// Refuses a pipe that would break a limit.
  ///
  /// @param uid whose it would be
  /// @param bytes what it would be booked with
  static void check(PipeDeviceContext device, int uid, long bytes) throws DeviceException {
    Quota quota = new Quota(device.control());
    quota.checkPipes();
    quota.checkBytes(bytes);
    quota.checkUser(uid, 1, bytes);
  }

  /// Refuses that one's pipes take more bytes, if that would break a limit.
  static void checkBytes(PipeDeviceContext device, int uid, long bytes) throws DeviceException {
    Quota quota = new Quota(device.control());
    quota.checkBytes(bytes);
    quota.checkUser(uid, 0, bytes);
  }

  /// Refuses a pipe that is there already and would become another's.
  static void checkUser(PipeDeviceContext device, int uid, long bytes) throws DeviceException {
    new Quota(device.control()).checkUser(uid, 1, bytes);
  }

  private void checkPipes() throws DeviceException {
    long pipes = control.pipes();
    if (pipes >= limits.pipes()) {
      throw new DeviceException(
          Kind.NO_SPACE,
          "the device '"
              + control.name()
              + "' has "
              + pipes
              + " pipes, and its quota is "
              + limits.pipes()
              + ": remove some, or raise it with 'pmp device set'");
    }
  }

  private void checkBytes(long bytes) throws DeviceException {
    long used = control.accounts().totalBytes();
    long quota = limits.bytes();
    if (bytes > quota - used) {
      throw new DeviceException(
          Kind.NO_SPACE,
          "the device '"
              + control.name()
              + "' has "
              + used
              + " bytes in use, "
              + bytes
              + " more would break its quota of "
              + quota
              + ": remove pipes, ask for less, or raise it with 'pmp device set'");
    }
  }

  private void checkUser(int uid, long pipes, long bytes) throws DeviceException {
    UserAccounts.Account account = control.users().of(uid);
    if (!control.users().hasRoomFor(uid)) {
      throw new DeviceException(
          Kind.NO_SPACE,
          "the device '"
              + control.name()
              + "' has pipes of "
              + UserAccountsLayout.ENTRIES
              + " users, which is the limit, and none of "
              + Trust.user(uid)
              + "'s: remove all those of some user");
    }
    if (pipes > limits.pipesOfUser() - account.pipes()) {
      throw user(
          uid,
          account.pipes() + " pipes",
          "one more would break the quota of " + limits.pipesOfUser() + " for a user",
          "quota-user-pipes");
    }
    if (bytes > limits.bytesOfUser() - account.bytes()) {
      throw user(
          uid,
          account.bytes() + " bytes",
          bytes + " more would break the quota of " + limits.bytesOfUser() + " for a user",
          "quota-user-bytes");
    }
  }

  private DeviceException user(int uid, String has, String more, String setting) {
    return new DeviceException(
        Kind.USER_QUOTA,
        Trust.user(uid)
            + " has "
            + has
            + " on the device '"
            + control.name()
            + "', and "
            + more
            + ": remove some, ask for less, or have it raised with 'pmp device set "
            + control.name()
            + " --"
            + setting
            + "'");
  }
}
