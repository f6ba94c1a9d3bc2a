package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.io.Serial;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.CharacterCodingException;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.SystemCallException;

/// A request that is answered with an error number.
final class Refusal extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final int errno;

  Refusal(int errno) {
    super(Errno.name(errno));
    this.errno = errno;
  }

  /// The error number for whatever a driver refused. ENOSYS is not among them: the kernel would
  /// remember it for the whole mount and all nodes.
  static int errno(Throwable failed) {
    return switch (failed) {
      case Refusal refusal -> refusal.errno;
      case DeviceException refused -> errno(refused.kind());
      case SystemCallException refused -> refused.errno();
      case CharacterCodingException _ -> Errno.EILSEQ;
      case ClosedChannelException _ -> Errno.EBADF;
      case IndexOutOfBoundsException _ -> Errno.EINVAL;
      case OutOfMemoryError _ -> Errno.ENOMEM;
      default -> Errno.EIO;
    };
  }

  private static int errno(DeviceException.Kind kind) {
    return switch (kind) {
      case INVALID -> Errno.EINVAL;
      case NOT_FOUND -> Errno.ENOENT;
      case EXISTS -> Errno.EEXIST;
      case IN_USE, BUSY -> Errno.EBUSY;
      case UNSUPPORTED -> Errno.EOPNOTSUPP;
      case DENIED -> Errno.EACCES;
      case NO_SPACE -> Errno.ENOSPC;
      case USER_QUOTA -> Errno.EDQUOT;
      case TOO_MANY -> Errno.ENFILE;
      case TOO_LARGE -> Errno.EMSGSIZE;
      case DELETED -> Errno.ESTALE;
      case DAMAGED, AWAY, FAILED -> Errno.EIO;
    };
  }
}
