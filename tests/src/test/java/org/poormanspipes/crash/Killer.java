package org.poormanspipes.crash;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;

/// Kills processes at random moments, or at chosen ones, and measures how soon a survivor goes on.
final class Killer {
  private static final int LONGEST_DELAY = 5_000_000;
  private static final long READING_NANOS = 50_000_000L;

  private final PipeProbe probe;
  private final OwnWriter writer;
  private final Random random;
  private final Recovery recovery = new Recovery();

  Killer(PipeProbe probe, OwnWriter writer, Random random) {
    this.probe = probe;
    this.writer = writer;
    this.random = random;
  }

  Recovery recovery() {
    return recovery;
  }

  /// Lets some microseconds pass.
  void delay() {
    Sampler.spin(random.nextInt(LONGEST_DELAY));
  }

  /// Kills, waits until the kernel has dropped the locks, and writes.
  void kill(WorkerProcess victim) throws Exception {
    List<Integer> slots = probe.slotsOf(victim.pid(), false);
    long abandoned = probe.abandoned();
    Signals.kill(victim.pid());
    long started = System.nanoTime();
    for (int slot : slots) {
      // A slot that was reaped and taken again is locked by its new owner.
      while (probe.isLocked(slot) && probe.slotsOf(victim.pid(), false).contains(slot)) {
        if (System.nanoTime() - started > Recovery.WATCHDOG_NANOS) {
          throw new SoakFailure(
              "the lock of a killed process is still held: "
                  + probe.describe(slot)
                  + "; the process: "
                  + victim.describe());
        }
      }
    }
    long released = System.nanoTime();
    boolean holder = slots.contains(probe.holder());
    Recovery.Wait wait = NextOperation.measure(writer::write, probe, released);
    if (!slots.isEmpty()) {
      // Another survivor may have been faster, and has counted it.
      recovery.add(wait, holder || probe.abandoned() > abandoned);
    }
  }

  /// Stops a writer where it is wanted: in the mutex, or between the commit of a message and the
  /// store of the tail.
  ///
  /// @return false if that did not happen in time
  boolean aim(Hand hand, boolean betweenCommitAndTail) throws IOException {
    long pid = hand.process().pid();
    List<Integer> slots = probe.slotsOf(pid, true);
    hand.cell().lift();
    return new Sampler(random)
        .stopWhen(
            pid,
            hand.cell()::acked,
            () ->
                slots.contains(probe.holder())
                    && (!betweenCommitAndTail || probe.tailLagsBehind()));
  }

  /// Waits for a reader to find nothing more, twice: what a stopped writer has committed was read.
  void letRead(LongSupplier looks) {
    long before = looks.getAsLong();
    long started = System.nanoTime();
    while (looks.getAsLong() < before + 2 && System.nanoTime() - started < READING_NANOS) {
      Thread.onSpinWait();
    }
  }
}
