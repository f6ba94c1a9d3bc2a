package org.poormanspipes.linux;

/// Room in a file that is really there, so that no later store into a mapping can fail.
final class Allocation {

  private static final NativeFunction FALLOCATE = NativeFunction.named("fallocate");
  private static final NativeFunction POSIX_FALLOCATE = NativeFunction.named("posix_fallocate");

  private Allocation() {}

  static void allocate(Descriptor file, int fd, long offset, long length)
      throws SystemCallException {
    CallState state = CallState.current();
    if (FALLOCATE.retry(state, fd, 0, offset, length, 0) == 0) {
      return;
    }
    int errno = state.errno();
    if (errno == Errno.EOPNOTSUPP) {
      writeBlocks(file, fd, offset, length);
    } else {
      throw failure("fallocate", file + ", 0, ", fd, offset, length, errno);
    }
  }

  /// For file systems without fallocate(2): the C library writes into each block. Unlike others,
  /// this function returns its error.
  private static void writeBlocks(Descriptor file, int fd, long offset, long length)
      throws SystemCallException {
    CallState state = CallState.current();
    int errno;
    do {
      errno = POSIX_FALLOCATE.call(state, fd, offset, length, 0, 0, 0);
    } while (errno == Errno.EINTR);
    if (errno != 0) {
      throw failure("posix_fallocate", file + ", ", fd, offset, length, errno);
    }
  }

  private static SystemCallException failure(
      String call, String arguments, int fd, long offset, long length, int errno) {
    String hint = errno == Errno.ENOSPC ? room(fd, length) : "";
    return new SystemCallException(call, arguments + offset + ", " + length, errno, hint);
  }

  private static String room(int fd, long length) {
    try {
      FileSystemStatus status = Statfs.ofDescriptor(fd);
      return length
          + " bytes wanted, "
          + status.bytesAvailable()
          + " of "
          + status.bytesTotal()
          + " bytes available on this "
          + status.type();
    } catch (SystemCallException e) {
      return length + " bytes wanted";
    }
  }
}
