package org.poormanspipes.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// Asks for a [FileSystemStatus] by statfs(2). The structure is the same on x86-64 and aarch64:
///
/// ```
///   0 type    8 bsize   16 blocks   24 bfree   32 bavail   40 files   48 ffree
///  56 fsid   64 namelen 72 frsize   80 flags   up to 120: spare
/// ```
final class Statfs {

  private static final NativeFunction STATFS = NativeFunction.named("statfs");
  private static final NativeFunction FSTATFS = NativeFunction.named("fstatfs");

  private Statfs() {}

  static FileSystemStatus ofPath(Path path) throws SystemCallException {
    CallState state = CallState.current();
    try (Arena arena = Arena.ofConfined()) {
      long name = NativeText.of(arena, path).address();
      if (STATFS.retry(state, name, state.scratch().address(), 0) == -1) {
        throw new SystemCallException("statfs", Show.quoted(path), state.errno());
      }
      return decode(state.scratch());
    }
  }

  static FileSystemStatus ofDescriptor(int fd) throws SystemCallException {
    CallState state = CallState.current();
    if (FSTATFS.retry(state, fd, state.scratch().address(), 0) == -1) {
      throw new SystemCallException("fstatfs", Integer.toString(fd), state.errno());
    }
    return decode(state.scratch());
  }

  private static FileSystemStatus decode(MemorySegment s) {
    // Blocks are counted in fragments, as statvfs(3) has it; the block size is only a hint.
    long fragment = s.get(JAVA_LONG, 72);
    return new FileSystemStatus(
        FileSystemTypes.name(s.get(JAVA_LONG, 0)),
        fragment == 0 ? s.get(JAVA_LONG, 8) : fragment,
        s.get(JAVA_LONG, 16),
        s.get(JAVA_LONG, 32),
        s.get(JAVA_LONG, 40),
        s.get(JAVA_LONG, 48));
  }
}
