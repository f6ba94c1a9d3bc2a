package org.poormanspipes.fuse.mount;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A line of the kernel's table of mounts, proc_pid_mountinfo(5).
///
/// @param device the number of the file system, as in `0:57`: another mount has another
/// @param point where it is mounted
/// @param type of file system
/// @param source what was mounted, as whoever did it called it
public record MountEntry(String device, Path point, String type, String source) {
  /// The type of our mounts.
  public static final String TYPE = "fuse.pmp";

  private static final Path TABLE = Path.of("/proc/self/mountinfo");
  private static final int DEVICE = 2;
  private static final int POINT = 4;
  private static final String SEPARATOR = "-";

  /// Whether it is one of ours.
  public boolean isOurs() {
    return type.equals(TYPE);
  }

  /// What is mounted in a directory.
  ///
  /// @param directory absolute, with no symbolic link on the way
  public static Optional<MountEntry> at(Path directory) throws IOException {
    // The last one hides those below.
    return all().stream()
        .filter(entry -> entry.point.equals(directory))
        .reduce((_, later) -> later);
  }

  /// All mounts that this process sees.
  public static List<MountEntry> all() throws IOException {
    List<MountEntry> entries = new ArrayList<>();
    for (String line : Files.readAllLines(TABLE, StandardCharsets.UTF_8)) {
      List<String> words = List.of(line.split(" ", -1));
      int separator = words.indexOf(SEPARATOR);
      if (separator > POINT && words.size() > separator + 2) {
        entries.add(
            new MountEntry(
                words.get(DEVICE),
                Path.of(unescape(words.get(POINT))),
                words.get(separator + 1),
                unescape(words.get(separator + 2))));
      }
    }
    return entries;
  }

  /// Blanks and the like are written as a backslash and three octal digits, byte by byte.
  static String unescape(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    byte[] plain = new byte[bytes.length];
    int length = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == '\\' && at + 3 < bytes.length) {
        plain[length++] =
            (byte) Integer.parseInt(new String(bytes, at + 1, 3, StandardCharsets.US_ASCII), 8);
        at += 3;
      } else {
        plain[length++] = bytes[at];
      }
    }
    return new String(plain, 0, length, StandardCharsets.UTF_8);
  }
}
