package org.poormanspipes.bench.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How often the kernel took the processor from this thread because it slept.
final class Switches {
  private static final Path STATUS = Path.of("/proc/thread-self/status");
  private static final String FIELD = "voluntary_ctxt_switches:";

  private Switches() {}

  static long now() throws IOException {
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith(FIELD)) {
        return Long.parseLong(line.substring(FIELD.length()).strip());
      }
    }
    return 0;
  }
}
