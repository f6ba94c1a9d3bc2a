package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The user of this process.
final class User {

  /// What is returned where it can't be read.
  static final int UNKNOWN = -1;

  private User() {}

  /// Its number.
  static int id() {
    try {
      Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      return user instanceof Integer number ? number : UNKNOWN;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException unknown) {
      return UNKNOWN;
    }
  }
}
