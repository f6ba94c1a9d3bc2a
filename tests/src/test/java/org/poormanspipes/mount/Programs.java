package org.poormanspipes.mount;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.poormanspipes.testing.Requires;

/// Programs that the machine has, or `scripts/bring-programs` brought.
final class Programs {
  static final String BROUGHT = System.getProperty("pmp.programs", "target/programs/bin");

  private static String python = "";

  private Programs() {}

  /// A program by its absolute path.
  static String find(String name) {
    Path found =
        Stream.of(path().split(":", -1))
            .map(place -> Path.of(place, name))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    Requires.thing(
        found != null, "needs the program " + name + ", which scripts/bring-programs may bring");
    return String.valueOf(found);
  }

  /// Where programs look for others.
  static String path() {
    return BROUGHT + ":" + System.getenv("PATH") + ":/usr/sbin:/sbin";
  }

  /// The interpreter itself: what is on the PATH may be a script that looks for it each time.
  static synchronized String python() throws IOException, InterruptedException {
    Requires.program("python3");
    if (python.isEmpty()) {
      Process asked =
          new ProcessBuilder(List.of("python3", "-c", "import sys; print(sys.executable)")).start();
      python = new String(asked.getInputStream().readAllBytes(), UTF_8).strip();
      asked.waitFor();
    }
    return python;
  }
}
