package org.poormanspipes.bench.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How long this thread was ready to run while another had its processor, in nanoseconds.
final class Delays {
  private static final Path FIGURES = Path.of("/proc/thread-self/schedstat");
  private static final int DELAY = 1;

  private Delays() {}

  /// @return 0 where the kernel does not count it
  static long now() throws IOException {
    if (!Files.exists(FIGURES)) {
      return 0;
    }
    return Long.parseLong(Files.readString(FIGURES).strip().split(" ", -1)[DELAY]);
  }
}
