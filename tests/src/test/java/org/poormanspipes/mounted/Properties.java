package org.poormanspipes.mounted;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.linux.Errno;

/// Properties as extended attributes, and as the lines of an ioctl.
final class Properties {
  private static final String PREFIX = "user.pmp.";
  private static final int ROOM = 8192;

  private Properties() {}

  /// All that a path has.
  static Attributes of(String path, String what) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment room = arena.allocate(ROOM);
      long length = Native.listxattr(path, room);
      if (length < 0) {
        throw Failures.of(length, "describe " + what);
      }
      Attributes.Builder all = Attributes.builder();
      for (String name : text(room, length).split("\0", -1)) {
        if (name.startsWith(PREFIX)) {
          long size = Native.getxattr(path, name, room);
          if (size == -Errno.ENODATA) {
            continue;
          }
          if (size < 0) {
            throw Failures.of(size, "describe " + what);
          }
          add(all, name.substring(PREFIX.length()), text(room, size));
        }
      }
      return all.build();
    }
  }

  /// One of them.
  static String get(String path, String name) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment room = arena.allocate(ROOM);
      long size = Native.getxattr(path, PREFIX + name, room);
      if (size < 0) {
        throw Failures.of(size, "get " + name + " of '" + path + "'");
      }
      return text(room, size);
    }
  }

  /// Changes them one after the other: there is no call that changes several.
  static void set(String path, Map<String, String> changes, String what) throws IOException {
    for (String name : inOrder(changes)) {
      byte[] value = changes.get(name).getBytes(StandardCharsets.UTF_8);
      int refused = Native.setxattr(path, PREFIX + name, value);
      if (refused < 0) {
        throw Failures.of(refused, "set " + name + "=" + changes.get(name) + " of " + what);
      }
    }
  }

  /// The one that depends on what there is comes first: if it is refused, nothing has changed.
  static Iterable<String> inOrder(Map<String, String> changes) {
    return changes.keySet().stream()
        .sorted((one, other) -> Boolean.compare(other.equals("capacity"), one.equals("capacity")))
        .toList();
  }

  /// `name=value`, a line each.
  static Attributes ofLines(String lines) {
    Attributes.Builder all = Attributes.builder();
    for (String line : lines.split("\n", -1)) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        add(all, line.substring(0, equals), line.substring(equals + 1));
      }
    }
    return all.build();
  }

  private static String text(MemorySegment room, long length) {
    byte[] bytes = room.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// They come as text; what looks like a number is one, unless it is a name or permissions.
  private static void add(Attributes.Builder all, String name, String value) {
    boolean text = name.equals("name") || name.equals("number") || name.endsWith("mode");
    if (!text && value.matches("-?[0-9]{1,18}")) {
      all.with(name, Long.parseLong(value));
    } else if (!text && (value.equals("true") || value.equals("false"))) {
      all.with(name, Boolean.parseBoolean(value));
    } else {
      all.with(name, value);
    }
  }
}
