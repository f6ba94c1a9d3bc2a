package org.poormanspipes.cli;

import java.io.File;
import java.io.IOException;

/// What the kernel says that the standard streams are.
final class Terminal {

  private Terminal() {}

  /// Whether a person looks at a stream.
  ///
  /// @param descriptor 0, 1 or 2
  static boolean is(int descriptor) {
    String target = target(descriptor);
    return target.startsWith("/dev/pts/")
        || target.startsWith("/dev/tty")
        || target.equals("/dev/console");
  }

  /// Whether a stream has another process at its end.
  static boolean isPipe(int descriptor) {
    String target = target(descriptor);
    return target.contains("pipe:[") || target.contains("socket:[");
  }

  private static String target(int descriptor) {
    try {
      return new File("/proc/self/fd/" + descriptor).getCanonicalPath();
    } catch (IOException unknown) {
      return "";
    }
  }
}
