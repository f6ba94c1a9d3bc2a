package org.poormanspipes.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/// Asks for a [FileStatus] by statx(2), whose structure is the same on every machine.
///
/// ```
///   0 mask     4 blksize   8 attributes
///  16 nlink   20 uid      24 gid         28 mode (16 bits)
///  32 ino     40 size     48 blocks      56 attributes_mask
///  64 atime   80 btime    96 ctime      112 mtime     each: 64 bits of seconds, 32 of nanoseconds
/// 128 rdev major, minor  136 dev major, minor         up to 256: more, of no interest here
/// ```
final class Statx {

  private static final int AT_CURRENT_DIRECTORY = -100;
  private static final int AT_NO_FOLLOW = 0x100;
  private static final int AT_EMPTY_PATH = 0x1000;
  private static final int BASIC = 0x7ff;

  private static final NativeFunction STATX = NativeFunction.named("statx");

  /// A place that always holds an empty string.
  private static final MemorySegment EMPTY = Arena.global().allocate(1);

  private Statx() {}

  static FileStatus ofPath(Path path, boolean follow) throws SystemCallException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment name = NativeText.of(arena, path);
      int flags = follow ? 0 : AT_NO_FOLLOW;
      CallState state = CallState.current();
      if (!ask(state, AT_CURRENT_DIRECTORY, name, flags)) {
        String kind = follow ? "" : ", AT_SYMLINK_NOFOLLOW";
        throw new SystemCallException("statx", Show.quoted(path) + kind, state.errno());
      }
      return decode(state.scratch());
    }
  }

  static FileStatus ofEntry(Entry entry) throws SystemCallException {
    int directory = entry.enter("statx");
    try (Arena arena = Arena.ofConfined()) {
      CallState state = CallState.current();
      if (!ask(state, directory, entry.name(arena), AT_NO_FOLLOW)) {
        String arguments = Show.quoted(entry.path()) + ", AT_SYMLINK_NOFOLLOW";
        throw new SystemCallException("statx", arguments, state.errno());
      }
      return decode(state.scratch());
    } finally {
      entry.leave();
    }
  }

  static FileStatus ofDescriptor(int fd, Descriptor file) throws SystemCallException {
    CallState state = CallState.current();
    if (!ask(state, fd, EMPTY, AT_EMPTY_PATH)) {
      throw new SystemCallException("statx", file.toString(), state.errno());
    }
    return decode(state.scratch());
  }

  private static boolean ask(CallState state, int fd, MemorySegment name, int flags) {
    long target = state.scratch().address();
    return STATX.retry(state, fd, name.address(), flags, BASIC, target) == 0;
  }

  private static FileStatus decode(MemorySegment s) {
    return new FileStatus(
        Short.toUnsignedInt(s.get(JAVA_SHORT, 28)),
        s.get(JAVA_INT, 20),
        s.get(JAVA_INT, 24),
        s.get(JAVA_LONG, 40),
        s.get(JAVA_LONG, 32),
        device(s.get(JAVA_INT, 136), s.get(JAVA_INT, 140)),
        Integer.toUnsignedLong(s.get(JAVA_INT, 16)),
        s.get(JAVA_LONG, 48),
        nanos(s, 96),
        nanos(s, 112));
  }

  private static long nanos(MemorySegment s, long offset) {
    return s.get(JAVA_LONG, offset) * 1_000_000_000L + s.get(JAVA_INT, offset + 8);
  }

  /// The `dev_t` of the C library (gnu_dev_makedev in sys/sysmacros.h), as stat(1) prints it.
  static long device(int major, int minor) {
    return (major & 0xfffL) << 8
        | (major & 0xfffff000L) << 32
        | (minor & 0xffL)
        | (minor & 0xffffff00L) << 12;
  }
}
