package org.poormanspipes.bench.system;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.poormanspipes.Device;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.bench.Directories;
import org.poormanspipes.driver.Access;

/// A device with many pipes: how long it takes to list them, and to open and close one. Beside as
/// many FIFOs in a directory.
final class ManyPart {
  private static final int LISTED = 100_000;
  private static final int PRESENT = 10_000;
  private static final int CAPACITY = 4096;

  /// What a pipe of that capacity takes of a file system, about: a page each for its name, handles
  /// and ring.
  private static final long BYTES_EACH = 5L * 4096;

  private static final int FILES_EACH = 4;
  private static final int OPENS = 2000;
  private static final double NANOS_PER_MICRO = 1e3;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final PipeOptions OPTIONS =
      PipeOptions.builder().lifetime(Lifetime.PERMANENT).capacity(CAPACITY).build();

  private final Place place;
  private final int rounds;

  private ManyPart(Place place) {
    this.place = place;
    this.rounds = place.quick() ? 5 : 9;
  }

  static List<Row> measure(Place place) throws IOException {
    return new ManyPart(place).rows();
  }

  private List<Row> rows() throws IOException {
    place.need(LISTED * BYTES_EACH, (long) LISTED * (FILES_EACH + 1));
    Row opens;
    Path fifos = place.file("fifos");
    try (Device device = fill("few", PRESENT)) {
      makeFifos(fifos, PRESENT);
      opens = opens(device, fifos);
    } finally {
      clear(fifos);
    }
    try (Device device = fill("many", LISTED)) {
      makeFifos(fifos, LISTED);
      List<Row> lists = lists(device, fifos);
      return List.of(lists.getFirst(), lists.getLast(), opens);
    } finally {
      clear(fifos);
    }
  }

  private void clear(Path fifos) throws IOException {
    place.say("removing them");
    Directories.delete(place.root());
    Directories.delete(fifos);
  }

  private Device fill(String name, int pipes) throws IOException {
    place.say("making " + pipes + " pipes and FIFOs");
    Device device = place.device(name);
    for (int pipe = 0; pipe < pipes; pipe++) {
      device.create("p" + pipe, OPTIONS);
    }
    return device;
  }

  private void makeFifos(Path directory, int fifos) throws IOException {
    Files.createDirectories(directory);
    place.bash(
        "cd \"$1\" && seq -f p%.0f 0 $(($2 - 1)) | xargs mkfifo",
        directory.toString(), Integer.toString(fifos));
  }

  private List<Row> lists(Device device, Path fifos) throws IOException {
    place.say("listing them, " + rounds + " rounds");
    Samples library = new Samples("Device.list()");
    Samples files = new Samples("FIFOs, walked from Java");
    Samples command = new Samples("pmp ls");
    Samples ls = new Samples("FIFOs, ls -l");
    for (int round = 0; round < rounds; round++) {
      long began = System.nanoTime();
      int listed = device.list().size();
      library.add((System.nanoTime() - began) / NANOS_PER_SECOND);
      require(listed == LISTED, "listed=" + listed + ", made=" + LISTED);
      began = System.nanoTime();
      int walked = walk(fifos);
      files.add((System.nanoTime() - began) / NANOS_PER_SECOND);
      require(walked == LISTED, "walked=" + walked + ", made=" + LISTED);
      command.add(place.bash("\"$PMP\" ls --device many"));
      ls.add(place.bash("ls -l \"$1\"", fifos.toString()));
    }
    return List.of(
        new Row("many: 100 000 pipes, Device.list()", "s", library, files, Bar.atMost(1), ""),
        new Row(
            "many: 100 000 pipes, pmp ls", "s", command, ls, Bar.atMost(1), "start-up included"));
  }

  /// Looks at each file's attributes, as a listing does.
  private static int walk(Path directory) throws IOException {
    int[] seen = new int[1];
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            seen[0] += attributes.isOther() ? 1 : 0;
            return FileVisitResult.CONTINUE;
          }
        });
    return seen[0];
  }

  private Row opens(Device device, Path fifos) throws IOException {
    place.say("opening and closing, " + rounds + " rounds");
    Samples ours = new Samples("open and close");
    Samples peer = new Samples("a FIFO from Java");
    for (int round = -3; round < rounds; round++) {
      double pipe = open(device, round + 3);
      double fifo = open(fifos, round + 3);
      if (round >= 0) {
        ours.add(pipe);
        peer.add(fifo);
      }
    }
    return new Row(
        "many: open and close one of 10 000 pipes", "µs", ours, peer, Bar.atMost(100), "");
  }

  /// Another pipe each time, far from the one before.
  private static int name(int round, int open) {
    return Math.floorMod((round * OPENS + open) * 7919, PRESENT);
  }

  private static double open(Device device, int round) throws IOException {
    long began = System.nanoTime();
    for (int i = 0; i < OPENS; i++) {
      try (PipeChannel pipe = device.open("p" + name(round, i), Access.WRITE)) {
        require(pipe.isOpen(), "not open");
      }
    }
    return (System.nanoTime() - began) / NANOS_PER_MICRO / OPENS;
  }

  private static double open(Path fifos, int round) throws IOException {
    long began = System.nanoTime();
    for (int i = 0; i < OPENS; i++) {
      // For both, so that the opening does not wait for another process.
      try (FileChannel fifo =
          FileChannel.open(
              fifos.resolve("p" + name(round, i)),
              StandardOpenOption.READ,
              StandardOpenOption.WRITE)) {
        require(fifo.isOpen(), "not open");
      }
    }
    return (System.nanoTime() - began) / NANOS_PER_MICRO / OPENS;
  }

  private static void require(boolean condition, String otherwise) throws IOException {
    if (!condition) {
      throw new IOException(otherwise);
    }
  }
}
