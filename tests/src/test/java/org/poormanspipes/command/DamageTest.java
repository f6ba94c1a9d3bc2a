package org.poormanspipes.command;

import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.poormanspipes.testing.StrictJson;

/// Blocks that are not what they should be: marked, explained, removable, and no harm to the
/// others.
final class DamageTest {
  private static final int VERSION_OFFSET = 8;

  @RegisterExtension final Pmp pmp = new Pmp();

  @Test
  void damagedBlocksAreMarkedAndRemovedAndTheOthersGoOn() throws Exception {
    for (String name : List.of("CUT", "EMPTY", "RANDOM", "FUTURE", "FINE")) {
      pmp.run("create", name).isFine();
    }
    String cut = number("CUT");
    String empty = number("EMPTY");
    String random = number("RANDOM");
    String future = number("FUTURE");
    resize(block(cut), 10);
    resize(block(empty), 0);
    randomize(block(random));
    overwrite(block(future), VERSION_OFFSET, (byte) 77);

    List<String> names = pmp.run("ls").isFine().lines();
    assertThat(names).hasSize(5).contains("FINE");
    assertMarked(names, cut, "truncated");
    assertMarked(names, empty, "truncated");
    assertMarked(names, random, "does not begin as a block does");
    assertMarked(names, future, "version 77");
    List<String> table = pmp.run("ls", "-l").isFine().lines();
    assertThat(table).hasSize(6).filteredOn(line -> line.startsWith("!")).hasSize(4);
    List<Map<?, ?>> rows = StrictJson.rows(pmp.run("ls", "--json").isFine().out());
    assertThat(rows).filteredOn(row -> row.containsKey("damage")).hasSize(4);

    Result doctor = pmp.run("doctor");
    assertThat(doctor.code()).isEqualTo(1);
    assertThat(doctor.err()).isEmpty();
    assertThat(doctor.out()).contains("mend: 'pmp rm #" + future + "'");

    pmp.run("read", "CUT", "--now").refused(1, "'CUT'", "truncated", "10 bytes");
    pmp.run("write", "FUTURE", "-m", "x").refused(1, "'FUTURE'", "version 77");
    pmp.run("write", "FINE", "-m", "works").isFine();

    pmp.run("rm", "cut", "#" + random).printed("");
    pmp.run("rm", "#" + empty, "FUTURE").printed("");
    pmp.run("ls").printed("FINE\n");
    pmp.run("doctor").isFine();
    pmp.run("write", "CUT", "-m", "made anew").isFine();
    pmp.run("read", "CUT", "--now").printed("made anew\n");
    pmp.run("read", "FINE", "--now").printed("works\n");
    try (Stream<Path> left = Files.list(pmp.device())) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("device", "lock");
    }
  }

  @Test
  void aDamagedRingIsMarkedAndRemoved() throws Exception {
    pmp.run("create", "RING").isFine();
    pmp.run("create", "FINE").isFine();
    String number = number("RING");
    Path ring = pmp.device().resolve(number + ".ring.0");
    overwrite(ring, Files.size(ring) - 1, (byte) 0);
    assertMarked(pmp.run("ls").isFine().lines(), number, ring.toString());
    pmp.run("read", "RING", "--now").refused(1, "'RING'");
    pmp.run("rm", "RING").printed("");
    pmp.run("ls").printed("FINE\n");
  }

  @Test
  void aDamagedDeviceIsMarkedAndRemovedByForce() throws Exception {
    pmp.run("create", "LOST").isFine();
    pmp.run("device", "create", "Other").isFine();
    overwrite(pmp.device().resolve("device"), VERSION_OFFSET, (byte) 2);
    List<String> devices = pmp.run("device", "ls").isFine().lines();
    assertThat(devices).hasSize(3);
    assertThat(devices.getLast()).startsWith("! example").contains("version 2");
    pmp.run("ls").refused(1, "version 2");
    pmp.run("device", "rm", "Example").refused(1, "version 2");
    pmp.run("device", "rm", "Example", "--force").printed("");
    pmp.run("ls").printed("");
  }

  private String number(String name) throws Exception {
    Map<?, ?> stat = (Map<?, ?>) StrictJson.parse(pmp.run("stat", name, "--json").isFine().out());
    return String.valueOf(stat.get("number"));
  }

  private Path block(String number) {
    return pmp.device().resolve(number + ".pipe");
  }

  private static void assertMarked(List<String> lines, String number, String why) {
    assertThat(lines)
        .filteredOn(line -> line.startsWith("! ") && line.contains(number))
        .singleElement()
        .asString()
        .contains(why);
  }

  private static void resize(Path file, long size) throws IOException {
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      channel.truncate(size);
    }
  }

  private static void overwrite(Path file, long at, byte value) throws IOException {
    try (FileChannel channel = FileChannel.open(file, WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[] {value}), at);
    }
  }

  private static void randomize(Path file) throws IOException {
    byte[] bytes = new byte[(int) Files.size(file)];
    new SplittableRandom(4711).nextBytes(bytes);
    Files.write(file, bytes, WRITE);
  }
}
