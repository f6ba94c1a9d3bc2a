package org.poormanspipes.linux;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/// Lists a directory by getdents64(2), some two thousand names for each entry into the kernel.
///
/// ```
/// struct linux_dirent64:   0 ino   8 off   16 reclen (16 bits)   18 type (8 bits)   19 name, NUL
/// ```
final class DirectoryListing {

  private static final int BUFFER = 64 * 1024;
  private static final int RECORD_LENGTH = 16;
  private static final int NAME = 19;

  private static final int GETDENTS64 = Platform.current().getdents64();

  private DirectoryListing() {}

  static List<String> of(Entry directory) throws SystemCallException {
    EnumSet<Descriptor.Flag> flags =
        EnumSet.of(Descriptor.Flag.READ_ONLY, Descriptor.Flag.DIRECTORY);
    try (Descriptor open = directory.open(flags, 0);
        Arena arena = Arena.ofConfined()) {
      return read(open, arena.allocate(BUFFER, Long.BYTES));
    }
  }

  private static List<String> read(Descriptor directory, MemorySegment buffer)
      throws SystemCallException {
    List<String> names = new ArrayList<>();
    byte[] bytes = new byte[BUFFER];
    while (true) {
      int length = fill(directory, buffer);
      if (length == 0) {
        return names;
      }
      MemorySegment.copy(buffer, JAVA_BYTE, 0, bytes, 0, length);
      collect(MemorySegment.ofArray(bytes), bytes, length, names);
    }
  }

  private static int fill(Descriptor directory, MemorySegment buffer) throws SystemCallException {
    CallState state = CallState.current();
    while (true) {
      long length = SystemCall.call(state, GETDENTS64, directory.fd(), buffer.address(), BUFFER, 0);
      if (length >= 0) {
        return (int) length;
      }
      if (state.errno() != Errno.EINTR) {
        throw new SystemCallException("getdents64", directory.toString(), state.errno());
      }
    }
  }

  /// Decodes from a copy on the heap, where making strings is much faster than from native memory.
  private static void collect(MemorySegment records, byte[] bytes, int length, List<String> names) {
    int at = 0;
    while (at < length) {
      int begin = at + NAME;
      int end = begin;
      while (bytes[end] != 0) {
        end++;
      }
      if (!isDots(bytes, begin, end)) {
        names.add(new String(bytes, begin, end - begin, StandardCharsets.UTF_8));
      }
      at += Short.toUnsignedInt(records.get(JAVA_SHORT_UNALIGNED, at + RECORD_LENGTH));
    }
  }

  private static boolean isDots(byte[] bytes, int begin, int end) {
    return bytes[begin] == '.'
        && (end - begin == 1 || (end - begin == 2 && bytes[begin + 1] == '.'));
  }
}
