package org.poormanspipes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.NumberedMessage;
import org.poormanspipes.testing.Seed;
import org.poormanspipes.time.Timeout;

/// A process is killed while it holds a pipe's lock and another waits for that: how soon the other
/// goes on, with nobody else at work on the machine. The soak, which keeps it busy, measures the
/// same among many.
class HolderKilledTest {
  private static final String PIPE = "P";
  private static final int KILLS = 10;
  private static final int LENGTH = 64;

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

  @Test
  void whoWaitsForTheLockOfAKilledProcessGoesOn() throws Exception {
    PipeOptions options =
        PipeOptions.builder()
            .type(PipeType.MESSAGE)
            .whenFull(WhenFull.OVERWRITE)
            .capacity(4096)
            .build();
    Recovery recovery = new Recovery();
    Sampler sampler = new Sampler(Seed.of("whoWaitsForTheLock").random(0));
    try (PipeChannel writer = bench.device().open(PIPE, Access.WRITE, options);
        PipeProbe probe = new PipeProbe(bench.root(), bench.device(), PIPE)) {
      for (int kill = 0; kill < KILLS; kill++) {
        recovery.add(kill(writer, probe, sampler, kill + 1), true);
      }
    }
    System.out.println("one waits, one is killed: " + recovery);
    assertThat(recovery.holders()).isEqualTo(KILLS);
  }

  @Test
  void whoRepairsAfterAKilledProcessTellsTheFlightRecorder() throws Exception {
    Path file = notes.resolve("recovery.jfr");
    PipeOptions options =
        PipeOptions.builder().type(PipeType.MESSAGE).whenFull(WhenFull.OVERWRITE).build();
    Sampler sampler = new Sampler(Seed.of("whoRepairs").random(0));
    try (Recording recording = new Recording();
        PipeChannel writer = bench.device().open(PIPE, Access.WRITE, options);
        PipeProbe probe = new PipeProbe(bench.root(), bench.device(), PIPE)) {
      recording.setDestination(file);
      recording.enable("org.poormanspipes.Recovery");
      recording.enable("org.poormanspipes.Wait").withoutThreshold();
      recording.start();
      kill(writer, probe, sampler, 1);
      recording.stop();
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(events)
        .anyMatch(event -> event.hasField("repaired") && event.getString("repaired").equals("ring"))
        .anyMatch(event -> event.hasField("reason") && event.getString("reason").equals("lock"))
        .allMatch(event -> event.getString("pipe").equals(PIPE));
  }

  private boolean somebodyWaits() throws IOException {
    return bench.device().handles(PIPE).stream()
        .anyMatch(handle -> "lock".equals(handle.text("waiting")));
  }

  /// From the kernel's release of the lock to the end of the survivor's write.
  private Recovery.Wait kill(PipeChannel writer, PipeProbe probe, Sampler sampler, int producer)
      throws Exception {
    Hand hand = bench.writer(PIPE, producer);
    long pid = hand.process().pid();
    List<Integer> slots = probe.slotsOf(pid, true);
    assertThat(sampler.stopWhen(pid, hand.cell()::acked, () -> slots.contains(probe.holder())))
        .isTrue();
    int slot = probe.holder();
    ByteBuffer message = ByteBuffer.wrap(new NumberedMessage(100 + producer, 0).bytes(LENGTH));
    Background<Long> waiting =
        Eventually.background(() -> {
          // BUSY says so every 50 ms; the next try waits on.
          while (writer.write(message, Timeout.FOREVER) < 0) {
            Thread.onSpinWait();
          }
          return System.nanoTime();
        });
    Eventually.holds("it waits for the lock", this::somebodyWaits);
    Thread.sleep(20);
    Signals.kill(pid);
    while (probe.isLocked(slot)) {
      Thread.onSpinWait();
    }
    long released = System.nanoTime();
    long nanos = Math.max(0, waiting.result() - released);
    return new Recovery.Wait(nanos, 0, nanos);
  }
}
