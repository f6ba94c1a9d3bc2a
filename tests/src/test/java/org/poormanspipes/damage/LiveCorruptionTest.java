package org.poormanspipes.damage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.testing.ChildJvm;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.Seed;
import org.poormanspipes.testing.TemporaryRoot;
import org.poormanspipes.time.Timeout;

/// A pipe's files are changed at random while threads and processes use it. Each operation ends in
/// an outcome or in one sentence; nobody hangs, no process dies, and a second pipe of the device
/// stays exact. About a minute on two cores; `-Dpmp.mutations=1000` makes it that many.
class LiveCorruptionTest {
  /// What stands in the second pipe, beside a number.
  static final long NEIGHBOURS = 0x6e65_6967_6862_6f72L;

  private static final int MUTATIONS = Integer.getInteger("pmp.mutations", 100_000);
  private static final int BURST = 3;
  private static final List<String> KINDS =
      List.of(
          "message,queue,block",
          "message,queue,reject",
          "message,queue,overwrite",
          "byte,queue,block",
          "byte,queue,reject",
          "byte,queue,overwrite",
          "message,broadcast,block",
          "message,broadcast,reject",
          "message,broadcast,overwrite",
          "byte,broadcast,block",
          "byte,broadcast,reject",
          "byte,broadcast,overwrite");

  private volatile boolean over;

  @Test
  @org.junit.jupiter.api.Timeout(value = 10, unit = TimeUnit.MINUTES)
  void everyOperationOnAPipeThatIsBeingSpoiltEndsInAnOutcomeOrOneSentence() throws Exception {
    Seed seed = Seed.of("LiveCorruptionTest");
    Tally total = new Tally();
    try (TemporaryRoot root = new TemporaryRoot();
        Device device = Device.open(Places.device(root.path()))) {
      device.create("NEIGHBOUR", Victim.options("byte,queue,block"));
      Background<Long> writing = Eventually.background(() -> writeNumbers(root.path()));
      Background<Long> reading = Eventually.background(() -> readNumbers(device));
      int rounds = 2 * KINDS.size();
      for (int round = 0; round < rounds; round++) {
        spoil(root, device, seed, round, MUTATIONS / rounds, total);
      }
      over = true;
      assertThat(reading.result()).isEqualTo(writing.result()).isPositive();
      System.out.println("LiveCorruptionTest: " + seed + " " + total);
      assertNothingElse(root, device);
    }
  }

  /// One round: a kind of pipe, and soft changes or hard ones.
  private static void spoil(
      TemporaryRoot root, Device device, Seed seed, int round, int mutations, Tally total)
      throws Exception {
    String kind = KINDS.get(round % KINDS.size());
    boolean soft = round >= KINDS.size();
    Random random = seed.random(round);
    device.create("VICTIM", Victim.options(kind));
    String number = device.stat("VICTIM").text("number");
    Path directory = root.path().resolve("example");
    Process child = child(root.path(), kind, random.nextLong());
    VictimMain here = new VictimMain(root.path(), "VICTIM", kind, 0, 2, random);
    Mutator mutator = new Mutator(directory, random, soft);
    int done = 0;
    long started = System.nanoTime();
    while (done < mutations && child.isAlive()) {
      assertThat(System.nanoTime() - started)
          .as("%s %s: nobody can make the pipe any more: %s", kind, seed, here.tally())
          .isLessThan(Eventually.LIMIT.toNanos());
      int made = mutator.mutate(number, BURST);
      done += made;
      LockSupport.parkNanos(made == 0 ? 200_000 : 500_000);
      if (done % 100 < BURST) {
        here.watch();
        look(device);
      }
    }
    String answer = stop(child);
    here.stop();
    remove(device);
    Tally tally = here.tally();
    if (tally.breach() != null) {
      throw new AssertionError(kind + " " + seed + " " + tally, tally.breach());
    }
    tally.add(answer);
    assertThat(tally.of("breaches")).as(kind + " " + seed + ": " + tally).isZero();
    assertThat(tally.of("operations")).as("operations").isPositive();
    if (soft) {
      assertThat(tally.of("wrong content")).as(kind + " " + seed + ": " + tally).isZero();
    }
    total.add(tally.toString());
    total.add("{mutations=" + done + "}");
  }

  private static void remove(Device device) throws IOException {
    try {
      device.deleteForced("VICTIM");
    } catch (DeviceException gone) {
      // A lifetime that was spoilt may have ended it.
      assertThat(gone.kind()).isEqualTo(DeviceException.Kind.NOT_FOUND);
    }
  }

  /// The others of the device are listed as they are, whatever is said of the victim.
  private static void look(Device device) throws IOException {
    assertThat(device.list()).filteredOn(pipe -> "NEIGHBOUR".equals(pipe.text("name"))).hasSize(1);
    device.diagnose();
    device.pool();
    device.handles("NEIGHBOUR");
  }

  private static Process child(Path root, String kind, long seed) throws IOException {
    return new ProcessBuilder(
            ChildJvm.command(
                VictimMain.class, root.toString(), "VICTIM", kind, "10", "2", "" + seed))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String stop(Process child) throws Exception {
    try {
      child.outputWriter(StandardCharsets.UTF_8).append("end\n").flush();
    } catch (IOException ended) {
      // It says so below.
    }
    boolean ended = child.waitFor(Eventually.LIMIT.toSeconds() * 2, TimeUnit.SECONDS);
    // Through the handle: the process's own method would also throw away what it had printed.
    child.toHandle().destroyForcibly();
    String answer =
        new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(ended && child.waitFor() == 0)
        .as("the process ended by itself: " + child.waitFor() + " " + answer)
        .isTrue();
    return answer;
  }

  private long writeNumbers(Path root) throws IOException {
    try (Device device = Device.open(Places.device(root));
        PipeChannel pipe = device.open("NEIGHBOUR", Access.WRITE)) {
      long number = 0;
      while (!over) {
        ByteBuffer record = ByteBuffer.allocate(16).putLong(NEIGHBOURS).putLong(number).flip();
        assertThat(pipe.write(record, Timeout.FOREVER)).isEqualTo(16);
        number++;
        LockSupport.parkNanos(200_000);
      }
      return number;
    }
  }

  private static long readNumbers(Device device) throws IOException {
    try (PipeChannel pipe = device.open("NEIGHBOUR", Access.READ)) {
      for (long number = 0; ; number++) {
        ByteBuffer record = ByteBuffer.allocate(16);
        while (record.hasRemaining()) {
          if (pipe.read(record, Timeout.FOREVER) < 0) {
            assertThat(record.position()).isZero();
            return number;
          }
        }
        assertThat(record.getLong(0)).isEqualTo(NEIGHBOURS);
        assertThat(record.getLong(8)).isEqualTo(number);
      }
    }
  }

  /// Nothing of all the pipes is left but the neighbour, and the accounts say so.
  private static void assertNothingElse(TemporaryRoot root, Device device) throws IOException {
    List<Path> blocks;
    try (var files = Files.list(root.path().resolve("example"))) {
      blocks = files.filter(file -> file.toString().contains(".0.")).toList();
    }
    assertThat(blocks).as("blocks").hasSize(2);
    assertThat(device.describe().number("pipes")).isEqualTo(1);
    long bytes = blocks.stream().mapToLong(LiveCorruptionTest::pages).sum();
    assertThat(device.pool())
        .as("accounts")
        .allSatisfy(account -> assertThat(account.number("diff")).isIn(0L, 1L))
        .extracting((Attributes account) -> account.number("bytes"))
        .satisfies(sums -> assertThat(LongStream.of(longs(sums)).sum()).isEqualTo(bytes));
  }

  private static long[] longs(List<? extends Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  private static long pages(Path file) {
    try {
      return (Files.size(file) + 4095) & -4096;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
