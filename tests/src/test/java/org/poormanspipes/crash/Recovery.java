package org.poormanspipes.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/// How long survivors took for their next operation, from the kernel's release of a dead one's
/// lock, and how much of that they waited for the dead.
final class Recovery {
  /// Nobody takes so long who does not hang.
  static final long WATCHDOG_NANOS = 10_000_000_000L;

  /// What a survivor may wait for the dead.
  private static final long LIMIT_NANOS = 10_000_000;

  private static final double NANOS_PER_MILLI = 1e6;

  private final List<Wait> others = new ArrayList<>();
  private final List<Wait> holders = new ArrayList<>();

  /// One operation.
  ///
  /// @param nanos from the release of the lock to its end
  /// @param queued how long of that its thread could run and had no processor
  /// @param heldByDead how long after the release the mutex still named somebody dead
  record Wait(long nanos, long queued, long heldByDead) {
    /// What it can have waited for the dead: not while it was queued for a processor, and not while
    /// the mutex was free or somebody's who lives.
    long forTheDead() {
      return Math.max(0, Math.min(nanos - queued, heldByDead));
    }
  }

  void add(Wait wait, boolean holder) {
    SoakFailure.require(
        wait.nanos < WATCHDOG_NANOS, "a survivor's next operation took " + wait.nanos + " ns");
    (holder ? holders : others).add(wait);
  }

  void addAll(Recovery more) {
    others.addAll(more.others);
    holders.addAll(more.holders);
  }

  int holders() {
    return holders.size();
  }

  /// How often a survivor waited longer for the dead than it may.
  long late() {
    return holders.stream().filter(wait -> wait.forTheDead() > LIMIT_NANOS).count()
        + others.stream().filter(wait -> wait.forTheDead() > LIMIT_NANOS).count();
  }

  @Override
  public String toString() {
    return "next operation of a survivor, from the kernel's release of the lock: after the death of"
        + " a lock holder "
        + show(holders)
        + "; after any other "
        + show(others);
  }

  private static String show(List<Wait> waits) {
    if (waits.isEmpty()) {
      return "none";
    }
    return show(waits, Wait::nanos)
        + " ("
        + waits.size()
        + "), of that for the dead "
        + show(waits, Wait::forTheDead);
  }

  private static String show(List<Wait> waits, ToLongFunction<Wait> figure) {
    long[] sorted = waits.stream().mapToLong(figure).sorted().toArray();
    return String.format(
        Locale.ROOT,
        "median %.3f ms, 99 %% within %.3f ms, worst %.3f ms",
        sorted[sorted.length / 2] / NANOS_PER_MILLI,
        sorted[sorted.length * 99 / 100] / NANOS_PER_MILLI,
        sorted[sorted.length - 1] / NANOS_PER_MILLI);
  }
}
