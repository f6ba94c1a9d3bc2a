package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.DamagedBlockException;

/// Turns what the system or the pool refused into one sentence for a person.
final class Refusals {

  private Refusals() {}

  /// The exception to throw instead.
  ///
  /// @param what what was being done, as in `open the pipe 'HELLO'`
  /// @param cause what happened
  /// @param mend what can be done about damage
  static IOException of(String what, IOException cause, Mend mend) {
    if (cause instanceof DamagedBlockException) {
      return new DeviceException(
          Kind.DAMAGED, "can't " + what + ": " + cause.getMessage() + "; " + mend.words(), cause);
    }
    if (cause instanceof SystemCallException call) {
      return new DeviceException(kind(call), "can't " + what + ": " + sentence(call), cause);
    }
    return cause;
  }

  /// What to throw when memory could not be accessed, for which Java has an error of its own: the
  /// file was cut short, or its file system lost it. Any other error is thrown on.
  static IOException of(String what, InternalError fault, Mend mend) {
    if (!String.valueOf(fault.getMessage()).contains("unsafe memory access")) {
      throw fault;
    }
    return new DeviceException(
        Kind.DAMAGED,
        "can't "
            + what
            + ": its memory is not there any more, perhaps its file was truncated; "
            + mend.forced(),
        fault);
  }

  /// The same for what concerns a whole device.
  static IOException ofDevice(String what, IOException cause) {
    if (cause instanceof DamagedBlockException) {
      return new DeviceException(
          Kind.DAMAGED,
          "can't " + what + ": " + cause.getMessage() + "; 'pmp device rm --force' removes it",
          cause);
    }
    return of(what, cause, Mend.NAMED);
  }

  private static Kind kind(SystemCallException call) {
    return switch (call.errno()) {
      case Errno.EACCES, Errno.EPERM, Errno.EROFS -> Kind.DENIED;
      case Errno.ENOSPC, Errno.EDQUOT -> Kind.NO_SPACE;
      case Errno.ENOENT -> Kind.NOT_FOUND;
      default -> Kind.FAILED;
    };
  }

  private static String sentence(SystemCallException call) {
    return switch (call.errno()) {
      case Errno.EMFILE, Errno.ENFILE ->
          "too many files are open (" + call.getMessage() + "); raise the limit with 'ulimit -n'";
      case Errno.ENXIO -> "something that is no file stands there (" + call.getMessage() + ")";
      case Errno.ELOOP -> "a link stands where none may (" + call.getMessage() + ")";
      default -> String.valueOf(call.getMessage());
    };
  }
}
