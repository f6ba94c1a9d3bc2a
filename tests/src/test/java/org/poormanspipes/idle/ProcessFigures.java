package org.poormanspipes.idle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What the kernel says of a process: its threads, and how long each has run, in nanoseconds.
record ProcessFigures(long pid, List<String> threads, long runNanos) {

  static ProcessFigures of(long pid) throws IOException {
    List<String> names = new ArrayList<>();
    long nanos = 0;
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks.toList()) {
        names.add(Files.readString(task.resolve("comm")).strip());
        nanos += Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ", 2)[0]);
      }
    }
    return new ProcessFigures(pid, names, nanos);
  }

  /// The share of one processor that was used since an earlier look, in percent.
  double percentSince(ProcessFigures earlier, long elapsedNanos) {
    return 100.0 * (runNanos - earlier.runNanos) / elapsedNanos;
  }
}
