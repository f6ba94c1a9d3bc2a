package org.poormanspipes.bench.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.poormanspipes.Device;

/// The processor time of a process that waits for a pipe, beside a JVM that only sleeps, as the
/// kernel counts it for all their threads.
final class IdlePart {
  private static final long SECONDS = 10;

  /// Compilation, class loading and what the library does soon after an open settle first: the
  /// figure is about a process that has waited for a while.
  private static final long SETTLE_SECONDS = 20;

  private static final long QUICK_SETTLE_SECONDS = 3;

  private static final int PATIENCE = 100;
  private static final long PAUSE_MILLIS = 100;

  private IdlePart() {}

  static List<Row> measure(Place place) throws IOException {
    try (Device device = place.device(Helper.DEVICE)) {
      Process sleeper = helper(place, "sleep");
      Process reader = helper(place, "read", place.root().toString(), "nobody");
      Process command =
          place.start(
              new ProcessBuilder(
                  place.pmp().toString(), "read", "none", "--device", Helper.DEVICE));
      try {
        awaitWaiting(device, "nobody");
        awaitWaiting(device, "none");
        return compare(place, sleeper, reader, command);
      } finally {
        place.kill(sleeper);
        place.kill(reader);
        place.kill(command);
      }
    }
  }

  private static Process helper(Place place, String... arguments) throws IOException {
    Process process = place.start(place.helper(arguments));
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    if (line == null) {
      throw new IOException("a helper did not start: " + String.join(" ", arguments));
    }
    return process;
  }

  private static void awaitWaiting(Device device, String pipe) throws IOException {
    for (int look = 0; look < PATIENCE; look++) {
      if (device.list().stream().anyMatch(one -> pipe.equals(one.text("name")))
          && device.handles(pipe).stream().anyMatch(one -> "data".equals(one.text("waiting")))) {
        return;
      }
      Place.pause(PAUSE_MILLIS);
    }
    throw new IOException("nobody waits for the pipe '" + pipe + "'");
  }

  private static List<Row> compare(Place place, Process sleeper, Process reader, Process command)
      throws IOException {
    int rounds = place.quick() ? 1 : 3;
    place.say("waiting " + SECONDS + " s, rounds: " + rounds);
    List<Process> processes = List.of(sleeper, reader, command);
    List<Samples> shares =
        List.of(
            new Samples("a JVM that sleeps"), new Samples("blocked read"), new Samples("pmp read"));
    Place.pause(1000 * (place.quick() ? QUICK_SETTLE_SECONDS : SETTLE_SECONDS));
    for (int round = 0; round < rounds; round++) {
      List<Long> before = new ArrayList<>();
      for (Process process : processes) {
        before.add(runNanos(process.pid()));
      }
      long began = System.nanoTime();
      Place.pause(SECONDS * 1000);
      for (int i = 0; i < processes.size(); i++) {
        long ran = runNanos(processes.get(i).pid()) - before.get(i);
        shares.get(i).add(100.0 * ran / (System.nanoTime() - began));
      }
    }
    Bar bar = Bar.aboveAtMost(0.01);
    Samples peer = shares.getFirst();
    return List.of(
        new Row("idle: a read that waits, the library", "% CPU", shares.get(1), peer, bar, ""),
        new Row("idle: a read that waits, pmp read", "% CPU", shares.get(2), peer, bar, ""));
  }

  /// How long all threads of a process have run.
  private static long runNanos(long pid) throws IOException {
    long nanos = 0;
    try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks.toList()) {
        String figures = Files.readString(task.resolve("schedstat"));
        nanos += Long.parseLong(figures.substring(0, figures.indexOf(' ')));
      }
    }
    return nanos;
  }
}
