package org.poormanspipes.command;

import java.util.Locale;

/// What the original's two programs say of a pipe, told from what the pipe holds.
final class OriginalPipe {
  private static final int CAPACITY = 1999;
  private static final int BUFFER = 256;

  private final StringBuilder held = new StringBuilder();

  /// What the first program says of a line.
  String put(String line) {
    String offered = line + '\0';
    int count = Math.min(offered.length(), CAPACITY - held.length());
    held.append(offered, 0, count);
    return count + " bytes written\n";
  }

  /// What the second program says when Enter is pressed.
  String take() {
    int count = Math.min(BUFFER, held.length());
    String bytes = held.substring(0, count);
    held.delete(0, count);
    int nul = bytes.indexOf('\0');
    return count + " bytes read\n'" + (nul < 0 ? bytes : bytes.substring(0, nul)) + "'\n";
  }

  boolean isEmpty() {
    return held.isEmpty();
  }

  /// Text in which each piece of a few characters is found once only.
  static String pattern(int round, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; text.length() < length; i++) {
      text.append(String.format(Locale.ROOT, "<%d.%03d>", round, i));
    }
    return text.substring(0, length);
  }
}
