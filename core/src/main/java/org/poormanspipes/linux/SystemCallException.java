package org.poormanspipes.linux;

import java.io.IOException;
import java.io.Serial;

/// A system call that failed: which, with what arguments, and why.
///
/// The message reads like a line of strace:
/// `open("/x/y", O_RDWR|O_CREAT, 0600): EACCES (Permission denied)`, followed by a hint after a
/// semicolon where more can be said.
public final class SystemCallException extends IOException {

  @Serial private static final long serialVersionUID = 1L;

  /// The call's name.
  private final String call;

  /// The error number.
  private final int errno;

  /// Describes a failure.
  ///
  /// @param call name of the function, as its manual page has it
  /// @param arguments its arguments, for people
  /// @param errno the error number
  public SystemCallException(String call, String arguments, int errno) {
    this(call, arguments, errno, "");
  }

  /// Describes a failure and says what can be done about it.
  ///
  /// @param call name of the function, as its manual page has it
  /// @param arguments its arguments, for people
  /// @param errno the error number
  /// @param hint what more is known; empty for nothing
  public SystemCallException(String call, String arguments, int errno, String hint) {
    super(message(call, arguments, errno, hint));
    this.call = call;
    this.errno = errno;
  }

  private static String message(String call, String arguments, int errno, String hint) {
    String failure = Errno.name(errno) + " (" + Errno.text(errno) + ")";
    return call + "(" + arguments + "): " + failure + (hint.isEmpty() ? "" : "; " + hint);
  }

  /// The call that failed.
  ///
  /// @return its name, for example `open`
  public String call() {
    return call;
  }

  /// The error number.
  ///
  /// @return one of the constants of [Errno], or another number of the kernel's
  public int errno() {
    return errno;
  }

  /// The error's symbolic name.
  ///
  /// @return for example `EACCES`
  public String errnoName() {
    return Errno.name(errno);
  }
}
