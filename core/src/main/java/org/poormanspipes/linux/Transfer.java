package org.poormanspipes.linux;

import java.lang.foreign.MemorySegment;

/// Data between a file and memory. The kernel may move less than it was asked to, so this loops.
final class Transfer {

  private static final BufferFunction PREAD = BufferFunction.named("pread");
  private static final BufferFunction PWRITE = BufferFunction.named("pwrite");

  static final BufferFunction READ = BufferFunction.named("read");
  static final BufferFunction WRITE = BufferFunction.named("write");

  private Transfer() {}

  /// One call, which takes no position. Nothing is thrown and nothing allocated: to who serves a
  /// device, refusals are daily.
  static long once(BufferFunction function, Descriptor file, MemorySegment segment) {
    int fd = file.tryEnter();
    if (fd < 0) {
      return -Errno.EBADF;
    }
    try {
      CallState state = CallState.current();
      long moved = function.call(state, fd, segment, 0);
      return moved >= 0 ? moved : -state.errno();
    } finally {
      file.leave();
    }
  }

  static int read(Descriptor file, int fd, MemorySegment target, long position)
      throws SystemCallException {
    if (target.isReadOnly()) {
      throw new IllegalArgumentException("cannot read into read-only memory: " + target);
    }
    return move(PREAD, file, fd, target, position);
  }

  static int write(Descriptor file, int fd, MemorySegment source, long position)
      throws SystemCallException {
    int written = move(PWRITE, file, fd, source, position);
    if (written < source.byteSize()) {
      // The kernel never does that to a regular file; without this a caller would lose data.
      throw new SystemCallException("pwrite", show(file, source, position), Errno.EIO);
    }
    return written;
  }

  private static int move(
      BufferFunction function, Descriptor file, int fd, MemorySegment segment, long position)
      throws SystemCallException {
    requireNative(segment);
    CallState state = CallState.current();
    int done = 0;
    while (done < segment.byteSize()) {
      long moved = function.call(state, fd, segment.asSlice(done), position + done);
      if (moved == 0) {
        return done;
      }
      if (moved > 0) {
        done += (int) moved;
      } else if (state.errno() != Errno.EINTR) {
        throw new SystemCallException(
            function.name(), show(file, segment, position), state.errno());
      }
    }
    return done;
  }

  private static void requireNative(MemorySegment segment) {
    if (!segment.isNative()) {
      throw new IllegalArgumentException("native memory needed, this is on the heap: " + segment);
    }
    if (segment.byteSize() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "too much for one call: size=" + segment.byteSize() + " limit=" + Integer.MAX_VALUE);
    }
  }

  private static String show(Descriptor file, MemorySegment segment, long position) {
    return file + ", " + segment.byteSize() + " bytes, " + position;
  }
}
