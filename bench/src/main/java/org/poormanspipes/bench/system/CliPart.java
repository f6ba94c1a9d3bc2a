package org.poormanspipes.bench.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/// How long the command takes to start, and to hand over a first byte.
final class CliPart {
  private static final int ROUNDS = 20;
  private static final long CACHE_SECONDS = 60;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Place place;
  private final Path fifo;
  private int pipes;

  private CliPart(Place place) {
    this.place = place;
    this.fifo = place.file("cli-fifo");
  }

  static List<Row> measure(Place place) throws IOException {
    return new CliPart(place).rows();
  }

  private List<Row> rows() throws IOException {
    place.say("waiting for the AOT cache");
    version();
    String cache = awaitCache() ? "" : "without an AOT cache: it could not be made";
    place.bash("mkfifo \"$1\"", fifo.toString());
    place.say("starting the command, " + ROUNDS + " rounds");
    Samples version = new Samples("pmp");
    Samples java = new Samples("java -version");
    Samples there = new Samples("pmp");
    Samples together = new Samples("pmp");
    Samples cat = new Samples("FIFO, cat");
    for (int round = -2; round < ROUNDS; round++) {
      double[] taken = {version(), java(), firstByte(), firstByteOfBoth(), firstByteOfCat()};
      if (round >= 0) {
        version.add(taken[0]);
        java.add(taken[1]);
        there.add(taken[2]);
        together.add(taken[3]);
        cat.add(taken[4]);
      }
    }
    return List.of(
        new Row("cli: pmp --version", "ms", version, java, Bar.atMost(150), cache),
        new Row("cli: first byte of pmp read --once", "ms", there, cat, Bar.atMost(250), cache),
        new Row(
            "cli: the same, pmp write started with it",
            "ms",
            together,
            cat,
            Bar.atMost(250),
            cache));
  }

  private double version() throws IOException {
    return ends(List.of(place.pmp().toString(), "--version"));
  }

  private double java() throws IOException {
    return ends(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-version"));
  }

  private double ends(List<String> command) throws IOException {
    ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true);
    long began = System.nanoTime();
    Process process = place.start(program);
    byte[] output = process.getInputStream().readAllBytes();
    place.end(process);
    double taken = (System.nanoTime() - began) / NANOS_PER_MILLI;
    if (output.length == 0 && command.contains("--version")) {
      throw new IOException("pmp --version printed nothing");
    }
    return taken;
  }

  /// The data lies there already.
  private double firstByte() throws IOException {
    String pipe = "cli" + pipes++;
    place.bash("\"$PMP\" write \"$1\" -m hi", pipe);
    return firstByte("exec \"$PMP\" read \"$1\" --once", pipe);
  }

  private double firstByteOfBoth() throws IOException {
    String script = "\"$PMP\" write \"$1\" -m hi & \"$PMP\" read \"$1\" --once || exit; wait $!";
    return firstByte(script, "cli" + pipes++);
  }

  private double firstByteOfCat() throws IOException {
    return firstByte("echo hi >\"$1\" & cat \"$1\" || exit; wait $!", fifo.toString());
  }

  private double firstByte(String script, String argument) throws IOException {
    ProcessBuilder program = new ProcessBuilder("bash", "-c", script, "bash", argument);
    long began = System.nanoTime();
    Process process = place.start(program);
    int first = process.getInputStream().read();
    double taken = (System.nanoTime() - began) / NANOS_PER_MILLI;
    if (first != 'h') {
      throw new IOException("the first byte is not what was written: " + first);
    }
    int _ = process.getInputStream().readAllBytes().length;
    place.end(process);
    return taken;
  }

  /// The launcher makes the cache in the background when it finds none: it is there soon after.
  ///
  /// @return false if it can't be made
  private boolean awaitCache() throws IOException {
    Path app = place.pmp().resolveSibling("cli").resolve("target").resolve("app");
    FileTime built = Files.getLastModifiedTime(app.resolve("pmp-cli.jar"));
    String name = app.toString().replace('/', '+').replace('%', '_');
    String mark = name.length() > 150 ? name.substring(name.length() - 150) : name;
    for (long second = 0; second < CACHE_SECONDS; second++) {
      if (exists(mark, ".aot", built)) {
        return true;
      }
      if (exists(mark, ".failed", built) && second > CACHE_SECONDS / 2) {
        return false;
      }
      Place.pause(1000);
    }
    return false;
  }

  private static boolean exists(String mark, String suffix, FileTime built) throws IOException {
    String cache = System.getenv("XDG_CACHE_HOME");
    Path directory =
        cache == null || cache.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache", "pmp")
            : Path.of(cache, "pmp");
    if (!Files.isDirectory(directory)) {
      return false;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        if (name.startsWith(mark + "@")
            && name.endsWith(suffix)
            && Files.getLastModifiedTime(file).compareTo(built) >= 0) {
          return true;
        }
      }
    }
    return false;
  }
}
