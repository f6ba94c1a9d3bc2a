package org.poormanspipes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.NumberedMessage;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.testing.Seed;
import org.poormanspipes.time.Timeout;

/// Nobody sleeps on for somebody who is dead.
class SleepersTest {
  private static final String PIPE = "P";
  private static final PipeOptions MESSAGES = PipeOptions.builder().type(PipeType.MESSAGE).build();
  private static final long STILL_NANOS = 2_000_000;

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

  private void awaitWaiting(String reason, int count) throws Exception {
    Eventually.holds(
        count + " handles wait for " + reason,
        () ->
            bench.device().handles(PIPE).stream()
                    .filter(handle -> reason.equals(handle.text("waiting")))
                    .count()
                == count);
  }

  @Test
  void everySleepingReaderSeesTheEndAfterTheLastWriterWasKilled() throws Exception {
    try (PipeChannel reader = bench.device().open(PIPE, Access.READ);
        Peer writer = peer();
        Peer other = peer()) {
      writer.open("w", PIPE, Access.WRITE);
      other.open("r", PIPE, Access.READ);
      other.tell("read", "r", "10", "forever");
      Background<Integer> reading =
          Eventually.background(() -> reader.read(ByteBuffer.allocate(10)));
      awaitWaiting("data", 2);
      writer.kill();
      assertThat(reading.result()).isEqualTo(Outcome.END);
      assertThat(other.answer()).isEqualTo("END");
    }
  }

  @Test
  void aWriterAsleepForRoomGoesOnAfterTheReaderThatHeldItBackWasKilled() throws Exception {
    PipeOptions options = PipeOptions.builder().delivery(Delivery.BROADCAST).capacity(1000).build();
    try (PipeChannel writer = bench.device().open(PIPE, Access.WRITE, options);
        Peer slow = peer()) {
      slow.open("r", PIPE, Access.READ);
      assertThat(writer.write(ByteBuffer.allocate(1000), Timeout.NOW)).isEqualTo(1000);
      Background<Integer> writing =
          Eventually.background(() -> writer.write(ByteBuffer.allocate(1000)));
      awaitWaiting("room", 1);
      long started = System.nanoTime();
      slow.kill();
      assertThat(writing.result()).isEqualTo(1000);
      System.out.printf(
          "a sleeping writer went on %.3f ms after kill -9 of the reader that held it back%n",
          (System.nanoTime() - started) / 1e6);
    }
  }

  /// The writer is found by chance where its message is committed and a reader still sleeps.
  @Test
  void aWakerKilledBetweenPublishingAndWakingStrandsNobody() throws Exception {
    List<Background<Integer>> reading = new ArrayList<>();
    AtomicInteger received = new AtomicInteger();
    try (PipeChannel first = bench.device().open(PIPE, Access.READ, MESSAGES);
        PipeChannel second = bench.device().open(PIPE, Access.READ);
        PipeProbe probe = new PipeProbe(bench.root(), bench.device(), PIPE)) {
      Hand writer = bench.writer(PIPE, 1);
      for (PipeChannel reader : List.of(first, second)) {
        reading.add(Eventually.background(() -> readAll(reader, received)));
      }
      Sampler sampler = new Sampler(Seed.of("aWakerKilled").random(0));
      boolean found =
          sampler.stopWhen(writer.process().pid(), writer.cell()::acked, () -> sleepsOn(probe));
      assertThat(found).as("the writer was found between publishing and waking").isTrue();
      long started = System.nanoTime();
      int before = received.get();
      Signals.kill(writer.process().pid());
      Eventually.holds("somebody reads the message", () -> received.get() > before);
      System.out.printf(
          "the message of a dead waker was read %.3f ms after kill -9%n",
          (System.nanoTime() - started) / 1e6);
      for (Background<Integer> its : reading) {
        assertThat(its.result()).isEqualTo(Outcome.END);
      }
      assertThat(received.get() - writer.cell().acked()).isBetween(0L, 1L);
    }
  }

  /// A reader that was only about to sleep would find the message by its look.
  private static boolean sleepsOn(PipeProbe probe) throws java.io.IOException {
    if (probe.holder() >= 0 || !probe.sleepsBesideData()) {
      return false;
    }
    Sampler.spin(STILL_NANOS);
    return probe.sleepsBesideData();
  }

  private static int readAll(PipeChannel reader, AtomicInteger received) throws Exception {
    byte[] bytes = new byte[1000];
    while (true) {
      int read = reader.read(ByteBuffer.wrap(bytes));
      if (read < 0) {
        return read;
      }
      NumberedMessage.parse(bytes, 0, read);
      received.incrementAndGet();
    }
  }
}
