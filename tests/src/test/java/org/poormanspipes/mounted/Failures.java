package org.poormanspipes.mounted;

import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Errno;

/// What an error number means to a client of the library. The server's sentence does not come with
/// it: this one says what was asked.
final class Failures {
  private Failures() {}

  /// @param result a negative error number
  static DeviceException of(long result, String what) {
    int errno = (int) -result;
    return new DeviceException(kind(errno), "can't " + what + ": " + Errno.text(errno));
  }

  private static Kind kind(int errno) {
    return switch (errno) {
      case Errno.EINVAL, Errno.ENOTDIR, Errno.EISDIR, Errno.ENAMETOOLONG, Errno.EILSEQ ->
          Kind.INVALID;
      case Errno.ENOENT -> Kind.NOT_FOUND;
      case Errno.EEXIST -> Kind.EXISTS;
      case Errno.EBUSY -> Kind.IN_USE;
      case Errno.EOPNOTSUPP -> Kind.UNSUPPORTED;
      case Errno.EACCES, Errno.EPERM -> Kind.DENIED;
      case Errno.ENOSPC -> Kind.NO_SPACE;
      case Errno.EDQUOT -> Kind.USER_QUOTA;
      case Errno.ENFILE -> Kind.TOO_MANY;
      case Errno.EMSGSIZE -> Kind.TOO_LARGE;
      case Errno.ESTALE -> Kind.DELETED;
      default -> Kind.FAILED;
    };
  }

  static DeviceException uncarried(String what) {
    return new DeviceException(Kind.UNSUPPORTED, "a file can't carry " + what);
  }
}
