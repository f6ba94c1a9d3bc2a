package org.poormanspipes.linux;

import java.nio.file.Path;

/// Arguments of system calls as they appear in messages, close to how strace writes them.
final class Show {

  private Show() {}

  static String quoted(Path path) {
    return quoted(path.toString());
  }

  /// In quotation marks, with control characters escaped so that no name can forge a line of log.
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (Character.isISOControl(c)) {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    return out.append('"').toString();
  }

  /// Permission bits in C's octal notation.
  static String mode(int mode) {
    return mode == 0 ? "0" : "0" + Integer.toOctalString(mode);
  }

  /// A user or group number, where -1 means "leave it".
  static String id(int id) {
    return id == -1 ? "-1" : Integer.toUnsignedString(id);
  }
}
