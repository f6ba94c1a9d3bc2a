package org.poormanspipes.bench.system;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;

/// A file from the page cache through a pipe, by the command; beside a FIFO and cat. How long the
/// same takes with one byte is start-up, and subtracted.
final class ShellPart {
  private static final int CHUNK = 1 << 20;
  private static final String OURS =
      "\"$PMP\" read \"$1\" >/dev/null & \"$PMP\" write \"$1\" <\"$2\" || exit; wait $!";
  private static final String PEER = "cat \"$1\" >/dev/null & cat \"$2\" >\"$1\" || exit; wait $!";
  private static final String CHECKED =
      "\"$PMP\" write \"$1\" <\"$2\" & \"$PMP\" read \"$1\" || exit; wait $!";

  private final Place place;
  private final Path file;
  private final Path one;
  private final Path fifo;
  private int pipes;

  private ShellPart(Place place) {
    this.place = place;
    this.file = place.file("file");
    this.one = place.file("one");
    this.fifo = place.file("fifo");
  }

  static List<Row> measure(Place place) throws IOException {
    return new ShellPart(place).rows();
  }

  private List<Row> rows() throws IOException {
    long bytes = (place.quick() ? 1L : 4L) << 30;
    place.need(bytes, 1000);
    place.say("writing the file");
    long sum = make(bytes);
    Files.write(one, new byte[1]);
    place.bash("mkfifo \"$1\"", fifo.toString());
    place.say("moving it, " + rounds() + " rounds");
    Samples ours = new Samples("pmp");
    Samples peer = new Samples("FIFO, cat");
    Samples startUp = new Samples("pmp");
    Samples peerStartUp = new Samples("FIFO, cat");
    for (int round = -1; round < rounds(); round++) {
      double[] taken = round % 2 == 0 ? new double[] {ours(file), peer(file)} : reversed();
      double begun = ours(one);
      double peerBegun = peer(one);
      if (round >= 0) {
        ours.add(taken[0]);
        peer.add(taken[1]);
        startUp.add(begun);
        peerStartUp.add(peerBegun);
      }
    }
    place.say("once more, and looking at what arrives");
    check(bytes, sum);
    Files.delete(file);
    String note = "start-up subtracted; what arrives has the file's checksum";
    return List.of(
        new Row(
            "shell: " + (bytes >> 30) + " GiB from the page cache",
            "MB/s",
            rates(ours, startUp, bytes),
            rates(peer, peerStartUp, bytes),
            Bar.ratioAtLeast(1),
            note),
        new Row(
            "shell: the same with one byte", "ms", millis(startUp), millis(peerStartUp), null, ""));
  }

  private int rounds() {
    return place.quick() ? 5 : 7;
  }

  private double ours(Path input) throws IOException {
    return place.bash(OURS, "shell" + pipes++, input.toString());
  }

  private double peer(Path input) throws IOException {
    return place.bash(PEER, fifo.toString(), input.toString());
  }

  private double[] reversed() throws IOException {
    double peer = peer(file);
    return new double[] {ours(file), peer};
  }

  private static Samples rates(Samples seconds, Samples startUp, long bytes) {
    Samples rates = new Samples(seconds.name());
    seconds.values().forEach(value -> rates.add(bytes / 1e6 / (value - startUp.median())));
    return rates;
  }

  private static Samples millis(Samples seconds) {
    Samples millis = new Samples(seconds.name());
    seconds.values().forEach(value -> millis.add(value * 1e3));
    return millis;
  }

  /// Content that is nowhere the same, so that a piece at the wrong place is found.
  ///
  /// @return its checksum
  private long make(long bytes) throws IOException {
    Random random = new Random(bytes);
    byte[] chunk = new byte[CHUNK];
    random.nextBytes(chunk);
    CRC32C sum = new CRC32C();
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1)) {
      for (long at = 0; at < bytes; at += CHUNK) {
        for (int i = 0; i < CHUNK; i += 512) {
          chunk[i] = (byte) random.nextInt();
          chunk[i + 1] = (byte) (at >> 20);
          chunk[i + 2] = (byte) (at >> 28);
        }
        sum.update(chunk);
        out.write(chunk);
      }
    }
    return sum.getValue();
  }

  private void check(long bytes, long expected) throws IOException {
    Process process =
        place.start(
            new ProcessBuilder("bash", "-c", CHECKED, "bash", "shell" + pipes++, file.toString()));
    CRC32C sum = new CRC32C();
    long arrived = 0;
    byte[] chunk = new byte[CHUNK];
    try (InputStream in = process.getInputStream()) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        sum.update(chunk, 0, read);
        arrived += read;
      }
    }
    place.end(process);
    if (arrived != bytes || sum.getValue() != expected) {
      throw new IOException("what arrived is not what was sent: bytes=" + arrived + " of " + bytes);
    }
  }
}
