package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The words of the command line, in UTF-8 whatever the locale says. In the locale C, which is a
/// container's default, Java replaces what is not ASCII; the kernel still has the bytes.
final class Words {

  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
  private static final char REPLACED = '\uFFFD';

  private Words() {}

  /// Mends the words that Java handed over, where they need it.
  static List<String> mend(String[] words) {
    for (String word : words) {
      if (word.indexOf(REPLACED) >= 0) {
        try {
          return checked(last(Files.readAllBytes(COMMAND_LINE), words));
        } catch (IOException unknown) {
          break;
        }
      }
    }
    return List.of(words);
  }

  /// Two words that are not UTF-8 in different ways would look the same, and meet.
  private static List<String> checked(List<String> words) {
    for (String word : words) {
      if (word.indexOf(REPLACED) >= 0) {
        throw new UsageException("'" + word + "' is not well-formed UTF-8");
      }
    }
    return words;
  }

  /// The last words of a command line.
  ///
  /// @param bytes all words, each with a NUL behind it
  /// @param words what Java made of the last of them
  static List<String> last(byte[] bytes, String[] words) {
    List<String> all = new ArrayList<>();
    int start = 0;
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == 0) {
        all.add(new String(bytes, start, at - start, StandardCharsets.UTF_8));
        start = at + 1;
      }
    }
    int first = all.size() - words.length;
    return first < 0 ? List.of(words) : all.subList(first, all.size());
  }
}
