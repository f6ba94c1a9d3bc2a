package org.poormanspipes.fuzz;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// What an input must not leave behind: open files and mapped memory.
final class Leaks {
  private static final Path MAPS = Path.of("/proc/self/maps");
  private static final File DESCRIPTORS = new File("/proc/self/fd");
  private static final String OURS = "/pmp-fuzz-";

  /// Some are there always: the device's own.
  private static final int MOST = 60;

  private Leaks() {}

  /// Throws if there is more than one device needs.
  static void check() throws IOException {
    try (Stream<String> lines = Files.lines(MAPS)) {
      long maps = lines.filter(line -> line.contains(OURS)).count();
      if (maps > MOST) {
        throw new Finding(maps + " pieces of memory are still mapped");
      }
    }
    String[] open = DESCRIPTORS.list();
    if (open != null && open.length > 4 * MOST) {
      throw new Finding(open.length + " files are still open");
    }
  }
}
