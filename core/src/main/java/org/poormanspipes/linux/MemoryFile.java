package org.poormanspipes.linux;

import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A file that lies in memory and has no name: memfd_create(2). It is there as long as somebody has
/// a descriptor or a mapping of it. Seals, fcntl(2), promise what can never be done to it.
public final class MemoryFile {

  /// No seal can be added.
  public static final int SEAL = 1;

  /// It never becomes smaller.
  public static final int SHRINK = 2;

  /// It never becomes larger.
  public static final int GROW = 4;

  /// Nobody writes.
  public static final int WRITE = 8;

  /// Nobody writes who does not have it mapped already.
  public static final int FUTURE_WRITE = 0x10;

  private static final int F_ADD_SEALS = 1033;
  private static final int F_GET_SEALS = 1034;

  private static final int MFD_CLOEXEC = 1;
  private static final int MFD_ALLOW_SEALING = 2;
  private static final int MFD_NOEXEC_SEAL = 8;

  private static final int O_RDONLY = 0;
  private static final int O_RDWR = 2;
  private static final int CLOSE_ON_EXEC = 0x8_0000;

  private static final NativeFunction MEMFD_CREATE = NativeFunction.named("memfd_create");
  private static final NativeFunction FCNTL = NativeFunction.named("fcntl");
  private static final NativeFunction OPEN = NativeFunction.named("open");

  private MemoryFile() {}

  /// Makes an empty one, to which seals can be added.
  ///
  /// @param label what `/proc` shows of it
  /// @return its descriptor
  /// @throws SystemCallException if the kernel refuses
  public static Descriptor create(String label) throws SystemCallException {
    CallState state = CallState.current();
    try (Arena arena = Arena.ofConfined()) {
      long name = NativeText.of(arena, label).address();
      // Nobody needs to execute it, and some systems forbid to leave that open; kernels older than
      // 6.3 do not know the flag.
      int flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
      int fd = MEMFD_CREATE.retry(state, name, flags | MFD_NOEXEC_SEAL, 0);
      if (fd == -1 && state.errno() == Errno.EINVAL) {
        fd = MEMFD_CREATE.retry(state, name, flags, 0);
      }
      if (fd == -1) {
        throw new SystemCallException("memfd_create", Show.quoted(Path.of(label)), state.errno());
      }
      return new Descriptor(fd, Path.of(label));
    }
  }

  /// Adds seals.
  ///
  /// @param file the file
  /// @param seals which, added together
  /// @throws SystemCallException if the kernel refuses
  public static void seal(Descriptor file, int seals) throws SystemCallException {
    int fd = file.enter("fcntl");
    try {
      CallState state = CallState.current();
      if (FCNTL.retry(state, fd, F_ADD_SEALS, seals) == -1) {
        String order = file + ", F_ADD_SEALS, " + seals;
        throw new SystemCallException("fcntl", order, state.errno());
      }
    } finally {
      file.leave();
    }
  }

  /// The seals of a file.
  ///
  /// @param file any descriptor
  /// @return which, added together; 0 for a file that can have none
  /// @throws SystemCallException if the kernel refuses
  public static int seals(Descriptor file) throws SystemCallException {
    int fd = file.enter("fcntl");
    try {
      CallState state = CallState.current();
      int seals = FCNTL.retry(state, fd, F_GET_SEALS, 0);
      if (seals == -1 && state.errno() == Errno.EINVAL) {
        return 0;
      }
      if (seals == -1) {
        throw new SystemCallException("fcntl", file + ", F_GET_SEALS", state.errno());
      }
      return seals;
    } finally {
      file.leave();
    }
  }

  /// Opens the same file again: the new descriptor has locks of its own, which a duplicate would
  /// not have. Goes through `/proc`, and the file's permissions apply.
  ///
  /// @param file a descriptor of it
  /// @param write whether to write too
  /// @return another descriptor
  /// @throws SystemCallException if the kernel refuses
  public static Descriptor reopen(Descriptor file, boolean write) throws SystemCallException {
    int number = file.enter("open");
    try (Arena arena = Arena.ofConfined()) {
      String path = "/proc/self/fd/" + number;
      long name = arena.allocateFrom(path, StandardCharsets.US_ASCII).address();
      CallState state = CallState.current();
      int fd = OPEN.retry(state, name, (write ? O_RDWR : O_RDONLY) | CLOSE_ON_EXEC, 0);
      if (fd == -1) {
        throw new SystemCallException(
            "open",
            Show.quoted(Path.of(path)) + ", " + (write ? "O_RDWR" : "O_RDONLY"),
            state.errno(),
            state.errno() == Errno.ENOENT ? "/proc must be mounted" : "");
      }
      return new Descriptor(fd, file.path());
    } finally {
      file.leave();
    }
  }
}
