package org.poormanspipes.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the kernel tells of a process or a thread in `/proc/PID/status`, at one moment.
public final class ProcessStatus {

  /// Of the four users of a process the one that files are accessed with.
  private static final int FILE_SYSTEM_USER = 3;

  /// Nothing of it can be read.
  private static final ProcessStatus NONE = new ProcessStatus("");

  private final String text;

  private ProcessStatus(String text) {
    this.text = text;
  }

  /// What it tells now.
  ///
  /// @param number of a process or a thread
  /// @return the status; one that tells nothing if there is none, or it can't be read
  public static ProcessStatus of(int number) {
    try {
      byte[] bytes = Files.readAllBytes(Path.of("/proc/" + number + "/status"));
      return new ProcessStatus(new String(bytes, StandardCharsets.ISO_8859_1));
    } catch (IOException unreadable) {
      return NONE;
    }
  }

  /// The process that a thread belongs to.
  ///
  /// @return its number, or null
  public @Nullable Integer process() {
    List<String> words = words("Tgid");
    return words.isEmpty() ? null : Integer.valueOf(words.getFirst());
  }

  /// The user with whose rights it opens files.
  ///
  /// @return the number, unsigned, or null
  public @Nullable Integer user() {
    List<String> words = words("Uid");
    return words.size() <= FILE_SYSTEM_USER
        ? null
        : Integer.valueOf(Integer.parseUnsignedInt(words.get(FILE_SYSTEM_USER)));
  }

  /// Its further groups.
  ///
  /// @return their numbers, unsigned
  public List<Integer> groups() {
    return words("Groups").stream().map(Integer::parseUnsignedInt).toList();
  }

  /// The program's name comes first, and has no line breaks: the kernel escapes them.
  private List<String> words(String line) {
    String begin = "\n" + line + ":";
    int at = text.indexOf(begin);
    if (at < 0) {
      return List.of();
    }
    int end = text.indexOf('\n', at + 1);
    String rest = text.substring(at + begin.length(), end < 0 ? text.length() : end).strip();
    return rest.isEmpty() ? List.of() : Arrays.asList(rest.split("\\s+", -1));
  }
}
