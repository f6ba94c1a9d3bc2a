package org.poormanspipes.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Users or groups, asked from the C library and so from wherever this machine keeps them.
///
/// ```
/// struct passwd:   0 name   8 password   16 uid   20 gid   24 and on: more addresses
/// struct group:    0 name   8 password   16 gid            24 members
/// ```
final class Accounts {

  /// The users of this machine.
  static final Accounts USERS = new Accounts("user", "getpwuid_r", "getpwnam_r");

  /// Its groups.
  static final Accounts GROUPS = new Accounts("group", "getgrgid_r", "getgrnam_r");

  private static final int RECORD = 64;
  private static final int NUMBER = 16;
  private static final int SMALL = 4 * 1024;

  /// A group of many thousand members may need some megabytes.
  private static final int LARGE = 16 * 1024 * 1024;

  private static final long REMEMBERED_NANOS = 5_000_000_000L;
  private static final int MOST_REMEMBERED = 1024;

  /// A name, and when it was asked for.
  private record Remembered(String name, long at) {}

  private final Map<Integer, Remembered> names = new ConcurrentHashMap<>();
  private final String kind;
  private final NativeFunction byNumber;
  private final NativeFunction byName;

  private Accounts(String kind, String byNumber, String byName) {
    this.kind = kind;
    this.byNumber = NativeFunction.named(byNumber);
    this.byName = NativeFunction.named(byName);
  }

  /// The C library reads files or asks servers each time, so a name is remembered for a while.
  String name(int id) {
    long now = System.nanoTime();
    Remembered known = names.get(id);
    if (known != null && now - known.at() < REMEMBERED_NANOS) {
      return known.name();
    }
    if (names.size() >= MOST_REMEMBERED) {
      names.clear();
    }
    String name = ask(id);
    names.put(id, new Remembered(name, now));
    return name;
  }

  private String ask(int id) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment found = find(arena, byNumber, Integer.toUnsignedLong(id));
      if (found.equals(MemorySegment.NULL)) {
        return Integer.toUnsignedString(id);
      }
      // The name lies in the same memory, behind the record.
      return found.getString(found.get(JAVA_LONG, 0) - found.address());
    }
  }

  int id(String nameOrNumber) {
    try (Arena arena = Arena.ofConfined()) {
      long name = NativeText.of(arena, nameOrNumber).address();
      MemorySegment found = find(arena, byName, name);
      return found.equals(MemorySegment.NULL) ? number(nameOrNumber) : found.get(JAVA_INT, NUMBER);
    }
  }

  /// The record and the strings it points to; NULL when there is none.
  private static MemorySegment find(Arena arena, NativeFunction function, long key) {
    for (int size = SMALL; size <= LARGE; size *= 4) {
      MemorySegment memory = arena.allocate(RECORD + size, Long.BYTES);
      int errno = ask(function, key, memory);
      if (errno != Errno.ERANGE) {
        return errno == 0 ? memory : MemorySegment.NULL;
      }
    }
    return MemorySegment.NULL;
  }

  /// Returns 0 when found, and then the record is in the memory; ENOENT when not found; ERANGE
  /// when the memory does not do.
  private static int ask(NativeFunction function, long key, MemorySegment memory) {
    CallState state = CallState.current();
    MemorySegment result = state.scratch();
    long record = memory.address();
    int errno;
    do {
      result.set(JAVA_LONG, 0, 0);
      errno =
          function.call(
              state, key, record, record + RECORD, memory.byteSize() - RECORD, result.address(), 0);
    } while (errno == Errno.EINTR);
    return errno == 0 && result.get(JAVA_LONG, 0) == 0 ? Errno.ENOENT : errno;
  }

  private int number(String text) {
    try {
      int id = Integer.parseUnsignedInt(text);
      // The largest number means "nobody in particular" to the kernel: chown leaves the owner.
      if (id != -1 && !text.startsWith("+")) {
        return id;
      }
    } catch (NumberFormatException e) {
      // then it is no number; the sentence below covers that
    }
    throw new IllegalArgumentException(
        "There is no " + kind + " " + Show.quoted(text) + " on this machine.");
  }
}
