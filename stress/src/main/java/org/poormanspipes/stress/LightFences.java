package org.poormanspipes.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.poormanspipes.linux.Membarrier;

/// Lets this process go without fences of its own, with the kernel's for all its processors: what a
/// test of such a pair needs, and the library has only nearly always; see [Membarrier].
public final class LightFences {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String PROCESSORS = "Cpus_allowed_list:";

  private static boolean used;

  private LightFences() {}

  /// Registers, and has each processor run another process: when it comes back to this one, it
  /// learns that it is registered, whatever it did at that moment.
  public static synchronized void use() {
    if (used) {
      return;
    }
    if (!Membarrier.register()) {
      throw new IllegalStateException("the kernel has no membarrier");
    }
    try {
      for (int processor : processors().toArray()) {
        Process other =
            new ProcessBuilder("taskset", "-c", String.valueOf(processor), "true")
                .inheritIO()
                .start();
        if (other.waitFor() != 0) {
          throw new IllegalStateException("no process can be run on processor " + processor);
        }
      }
    } catch (IOException failed) {
      throw new IllegalStateException("taskset (util-linux) is needed", failed);
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
    used = true;
  }

  /// Those that this process may use, which the kernel lists as in `0-3,8`.
  private static IntStream processors() throws IOException {
    String list =
        Files.readAllLines(STATUS).stream()
            .filter(line -> line.startsWith(PROCESSORS))
            .findFirst()
            .orElseThrow()
            .substring(PROCESSORS.length())
            .strip();
    return Arrays.stream(list.split(","))
        .map(range -> range.split("-"))
        .flatMapToInt(range ->
            IntStream.rangeClosed(
                Integer.parseInt(range[0]), Integer.parseInt(range[range.length - 1])));
  }
}
