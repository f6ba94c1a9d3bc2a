package org.poormanspipes.driver;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A request that a device refused. The message is one sentence for a person: what was refused,
/// which object it was about, the limit, and what to do; [#kind()] is for programs.
/// Names and values in it are whatever somebody wrote: what a terminal would obey is replaced.
public final class DeviceException extends IOException {

  private static final long serialVersionUID = 1L;

  /// Why a request was refused.
  public enum Kind {
    /// A name, an option or a size is wrong in itself.
    INVALID,
    /// No such device, link or resource.
    NOT_FOUND,
    /// The name is taken.
    EXISTS,
    /// The object is in use, or an exclusive device is already open.
    IN_USE,
    /// A lock was not to be had in time.
    BUSY,
    /// The driver does not answer this request.
    UNSUPPORTED,
    /// The caller may not.
    DENIED,
    /// A quota is exhausted, or the file system has no room.
    NO_SPACE,
    /// A user's quota is exhausted.
    USER_QUOTA,
    /// A resource has as many handles open as it may.
    TOO_MANY,
    /// A write that can never fit.
    TOO_LARGE,
    /// A block of memory does not hold what it should.
    DAMAGED,
    /// The resource was deleted while it was open.
    DELETED,
    /// What keeps the device does not answer now, and may later.
    AWAY,
    /// The system refused something else.
    FAILED
  }

  private final Kind kind;

  /// A refusal.
  ///
  /// @param kind why
  /// @param message one sentence for a person
  public DeviceException(Kind kind, String message) {
    this(kind, message, null);
  }

  /// A refusal with its cause.
  ///
  /// @param kind why
  /// @param message one sentence for a person
  /// @param cause what lies behind it, or null
  public DeviceException(Kind kind, String message, @Nullable Throwable cause) {
    super(OneLine.of(message), cause);
    this.kind = kind;
  }

  /// Why the request was refused.
  ///
  /// @return the kind
  public Kind kind() {
    return kind;
  }
}
