package org.poormanspipes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.NumberedMessage;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.testing.Seed;
import org.poormanspipes.time.Timeout;

/// Processes that are stopped: they are not dead, nobody else stands still longer than said, and
/// they go on unharmed.
class StoppedProcessTest {
  private static final String PIPE = "P";
  private static final int OTHER = 1;
  private static final int OURS = 2;
  private static final long STOP_NANOS = 5_000_000_000L;
  private static final int OURS_LENGTH = 20;

  /// Two such messages fill the pipe.
  private static final int HALF = 480;

  @TempDir private Path notes;
  private Bench bench;

  @BeforeEach
  void prepare() throws Exception {
    bench = new Bench(notes);
  }

  @AfterEach
  void clear() throws Exception {
    bench.close();
  }

  private Peer peer() throws Exception {
    return Peer.start(new Place(bench.root(), notes).device("Example"));
  }

  private static ByteBuffer ours(int number) {
    return ByteBuffer.wrap(new NumberedMessage(OURS, number).bytes(OURS_LENGTH));
  }

  @ParameterizedTest
  @EnumSource(WhenFull.class)
  void aStoppedLockHolderHoldsUpOnlyWhatItMustAndGoesOnUnharmed(WhenFull whenFull)
      throws Exception {
    PipeOptions options =
        PipeOptions.builder().type(PipeType.MESSAGE).whenFull(whenFull).capacity(4096).build();
    Map<Integer, Integer> received = new TreeMap<>();
    try (PipeChannel reader = bench.device().open(PIPE, Access.READ, options);
        PipeChannel writer = bench.device().open(PIPE, Access.WRITE);
        PipeProbe probe = new PipeProbe(bench.root(), bench.device(), PIPE)) {
      Hand hand = bench.writer(PIPE, OTHER);
      Background<Integer> reading = Eventually.background(() -> readAll(reader, received));
      long pid = hand.process().pid();
      List<Integer> slots = probe.slotsOf(pid, true);
      Sampler sampler = new Sampler(Seed.of("aStoppedLockHolder").random(whenFull.name().length()));
      assertThat(sampler.stopWhen(pid, hand.cell()::acked, () -> slots.contains(probe.holder())))
          .isTrue();
      long stopped = System.nanoTime();
      othersGoOn();
      never(writer, whenFull);
      Background<Integer> waiting = waiting(writer, whenFull);
      long acked = hand.cell().acked();
      Thread.sleep(Duration.ofNanos(STOP_NANOS - (System.nanoTime() - stopped)));
      assertThat(slots).contains(probe.holder());
      assertThat(hand.cell().acked()).isEqualTo(acked);
      assertThat(waiting.done()).isEqualTo(whenFull != WhenFull.BLOCK);
      Signals.proceed(pid);
      assertThat(waiting.result()).isPositive();
      Site.await(
          "the stopped one writes on", List.of(hand), () -> hand.cell().acked() > acked + 10);
      hand.cell().stop();
      Site.await("the writer ends", List.of(hand), hand::isDone);
      writer.close();
      assertThat(reading.result()).isEqualTo(Outcome.END);
      exact(received, hand.cell().acked(), whenFull);
    }
  }

  private void othersGoOn() throws Exception {
    long started = System.nanoTime();
    try (PipeChannel other = bench.device().open("Q", Access.READ_WRITE)) {
      assertThat(other.write(ByteBuffer.allocate(5), Timeout.NOW)).isEqualTo(5);
      assertThat(other.read(ByteBuffer.allocate(5), Timeout.NOW)).isEqualTo(5);
    }
    System.out.printf(
        "beside a stopped lock holder another pipe was opened, used and closed in %.3f ms%n",
        (System.nanoTime() - started) / 1e6);
  }

  private static void never(PipeChannel writer, WhenFull whenFull) throws Exception {
    long started = System.nanoTime();
    assertThat(writer.write(ours(0), Timeout.NOW)).isEqualTo(Outcome.BUSY);
    System.out.printf(
        "a write that never waits (%s) said BUSY after %.3f ms%n",
        whenFull, (System.nanoTime() - started) / 1e6);
  }

  /// A write that may wait, which it does only on a pipe that blocks.
  private static Background<Integer> waiting(PipeChannel writer, WhenFull whenFull)
      throws Exception {
    if (whenFull == WhenFull.BLOCK) {
      return Eventually.background(() -> writer.write(ours(0), Timeout.FOREVER));
    }
    assertThat(writer.write(ours(0), Timeout.FOREVER)).isEqualTo(Outcome.BUSY);
    return Eventually.background(() -> OURS_LENGTH);
  }

  /// Each writer's last number, and in `-writer` how many came.
  private static int readAll(PipeChannel reader, Map<Integer, Integer> received) throws Exception {
    byte[] bytes = new byte[1000];
    while (true) {
      int read = reader.read(ByteBuffer.wrap(bytes));
      if (read < 0) {
        return read;
      }
      NumberedMessage message = NumberedMessage.parse(bytes, 0, read);
      Integer last = received.put(message.producer(), message.number());
      assertThat(message.number()).isGreaterThan(last == null ? -1 : last);
      received.merge(-message.producer(), 1, Integer::sum);
    }
  }

  private static void exact(Map<Integer, Integer> received, long acked, WhenFull whenFull) {
    assertThat(received.get(OTHER)).isEqualTo((int) acked - 1);
    if (whenFull != WhenFull.OVERWRITE) {
      assertThat(received.get(-OTHER)).isEqualTo((int) acked);
    }
    assertThat(received.getOrDefault(-OURS, 0)).isEqualTo(whenFull == WhenFull.BLOCK ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource(WhenFull.class)
  void aStoppedBroadcastReaderHoldsBackWhoMayNotOverwrite(WhenFull whenFull) throws Exception {
    PipeOptions options =
        PipeOptions.builder()
            .type(PipeType.MESSAGE)
            .whenFull(whenFull)
            .delivery(Delivery.BROADCAST)
            .capacity(1000)
            .build();
    boolean overwrites = whenFull == WhenFull.OVERWRITE;
    try (PipeChannel writer = bench.device().open(PIPE, Access.WRITE, options);
        Peer reader = peer()) {
      reader.open("r", PIPE, Access.READ);
      Signals.stop(reader.pid());
      for (int i = 0; i < 2; i++) {
        assertThat(writer.write(ByteBuffer.allocate(HALF), Timeout.NOW)).isEqualTo(HALF);
      }
      int more = writer.write(ByteBuffer.allocate(HALF), Timeout.of(Duration.ofMillis(500)));
      assertThat(more).isEqualTo(overwrites ? HALF : Outcome.FULL);
      assertThat(bench.device().stat(PIPE).number("readers")).as("it is not dead").isOne();
      Signals.proceed(reader.pid());
      if (overwrites) {
        assertThat(reader.read("r", 1000, "now")).isEqualTo("LOST");
      } else {
        assertThat(reader.read("r", 1000, "now")).hasSize(HALF + 2);
        assertThat(writer.write(ByteBuffer.allocate(HALF), Timeout.NOW)).isEqualTo(HALF);
      }
    }
  }

  @Test
  void aStoppedSleeperStrandsNobody() throws Exception {
    PipeOptions options = PipeOptions.builder().type(PipeType.MESSAGE).build();
    try (PipeChannel writer = bench.device().open(PIPE, Access.WRITE, options);
        PipeChannel reader = bench.device().open(PIPE, Access.READ);
        Peer stopped = peer()) {
      stopped.open("r", PIPE, Access.READ);
      stopped.tell("read", "r", "10", "forever");
      awaitSleepers(1);
      Background<Integer> reading =
          Eventually.background(() -> reader.read(ByteBuffer.allocate(10)));
      awaitSleepers(2);
      Signals.stop(stopped.pid());
      long started = System.nanoTime();
      writer.write(ByteBuffer.wrap(new byte[] {'a'}));
      assertThat(reading.result()).isOne();
      // Were only one woken, and that the stopped one, this would take the second after which
      // sleepers look by themselves.
      System.out.printf(
          "beside a stopped sleeper another was woken within %.3f ms%n",
          (System.nanoTime() - started) / 1e6);
      Signals.proceed(stopped.pid());
      writer.write(ByteBuffer.wrap(new byte[] {'b'}));
      assertThat(stopped.answer()).isEqualTo("'b'");
    }
  }

  private void awaitSleepers(int count) throws Exception {
    Eventually.holds(
        count + " readers wait",
        () ->
            bench.device().handles(PIPE).stream()
                    .filter(handle -> "data".equals(handle.text("waiting")))
                    .count()
                == count);
  }
}
