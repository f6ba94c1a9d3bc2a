package org.poormanspipes.bench.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.time.Timeout;

/// Processes that write as fast as they can are killed while they hold the pipe's lock and another
/// waits for it: how soon that one has written. To find a process with the lock it is stopped at
/// random moments, looked at, and let go on.
final class RecoveryPart {
  private static final int KILLS = 50;
  private static final int LOOKS = 300;
  private static final int LONGEST_RUN_NANOS = 200_000;
  private static final int LENGTH = 64;
  private static final int CAPACITY = 4096;
  private static final long WAITS_MILLIS = 5;
  private static final long PATIENCE_SECONDS = 30;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final String PIPE = "recovery";
  private static final PipeOptions OPTIONS =
      PipeOptions.builder()
          .type(PipeType.MESSAGE)
          .whenFull(WhenFull.OVERWRITE)
          .capacity(CAPACITY)
          .build();

  private final Place place;
  private final PipeChannel survivor;
  private final PipeProbe probe;
  private final Random random = new Random(1);
  private final Samples fromRelease = new Samples("next write, after the release");
  private final Samples fromKill = new Samples("next write, after the kill");
  private final Samples death = new Samples("kill to release, by the kernel");
  private int looks;
  private int lookedHeld;
  private int caught;

  private RecoveryPart(Place place, PipeChannel survivor, PipeProbe probe) {
    this.place = place;
    this.survivor = survivor;
    this.probe = probe;
  }

  static List<Row> measure(Place place) throws IOException {
    try (Device device = place.device(Helper.DEVICE);
        PipeChannel survivor = device.open(PIPE, Access.WRITE, OPTIONS);
        PipeProbe probe = new PipeProbe(place.root(), device, PIPE)) {
      return new RecoveryPart(place, survivor, probe).rows();
    }
  }

  private List<Row> rows() throws IOException {
    place.say("killing " + KILLS + " writers");
    // One that is started ahead while another is killed.
    Process next = start();
    for (int kill = 0; kill < KILLS; kill++) {
      Process victim = next;
      awaitReady(victim);
      kill(victim);
      next = start();
    }
    place.kill(next);
    String note =
        String.format(
            Locale.ROOT,
            "%d of %d held the lock; of %d looks at random moments %.0f %% found it held",
            caught,
            KILLS,
            looks,
            100.0 * lookedHeld / looks);
    return List.of(
        new Row(
            "recovery: from the kernel's release of the lock",
            "ms",
            fromRelease,
            death,
            Bar.atMost(10),
            quantiles(fromRelease) + "; " + note),
        new Row(
            "recovery: from kill -9",
            "ms",
            fromKill,
            death,
            null,
            quantiles(fromKill)
                + "; the kernel takes the dying process apart before it releases the lock"));
  }

  private static String quantiles(Samples samples) {
    return String.format(
        Locale.ROOT, "p99 %.2f, worst %.2f", samples.quantile(0.99), samples.most());
  }

  private Process start() throws IOException {
    return place.start(place.helper("write", place.root().toString(), PIPE));
  }

  private static void awaitReady(Process writer) throws IOException {
    if (writer.inputReader(StandardCharsets.UTF_8).readLine() == null) {
      throw new IOException("a writer did not start");
    }
  }

  private void kill(Process victim) throws IOException {
    int slot = probe.slotOf(victim.pid());
    boolean holds = stopWithLock(victim.pid(), slot);
    caught += holds ? 1 : 0;
    FutureTask<Long> write = new FutureTask<>(this::write);
    Thread writer = Thread.ofPlatform().name("survivor").unstarted(write);
    if (holds) {
      writer.start();
      Place.pause(WAITS_MILLIS);
    }
    long killed = System.nanoTime();
    Signals.kill(victim.pid());
    if (!holds) {
      writer.start();
    }
    while (probe.isLocked(slot)) {
      Thread.onSpinWait();
    }
    long released = System.nanoTime();
    long written = await(write);
    death.add((released - killed) / NANOS_PER_MILLI);
    fromKill.add((written - killed) / NANOS_PER_MILLI);
    fromRelease.add(Math.max(0, written - released) / NANOS_PER_MILLI);
    place.kill(victim);
  }

  /// @return whether it stands there with the lock, stopped; otherwise it runs
  private boolean stopWithLock(long pid, int slot) throws IOException {
    for (int look = 0; look < LOOKS; look++) {
      Signals.stop(pid);
      looks++;
      if (probe.holder() == slot) {
        lookedHeld++;
        return true;
      }
      Signals.proceed(pid);
      long until = System.nanoTime() + random.nextInt(LONGEST_RUN_NANOS);
      while (System.nanoTime() < until) {
        Thread.onSpinWait();
      }
    }
    return false;
  }

  private long write() throws IOException {
    ByteBuffer message = ByteBuffer.allocateDirect(LENGTH);
    // BUSY comes every 50 ms while the holder stands still; the next try waits on.
    while (survivor.write(message, Timeout.FOREVER) < 0) {
      Thread.onSpinWait();
    }
    return System.nanoTime();
  }

  private static long await(FutureTask<Long> write) throws IOException {
    try {
      return write.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the survivor did not write: " + e, e);
    }
  }
}
