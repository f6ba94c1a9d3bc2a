package org.poormanspipes.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How long survivors took for their next operation, from the kernel's release of a dead one's
/// lock.
final class Recovery {
  /// Nobody takes so long who does not hang.
  static final long WATCHDOG_NANOS = 10_000_000_000L;

  private static final double NANOS_PER_MILLI = 1e6;

  private final List<Long> others = new ArrayList<>();
  private final List<Long> holders = new ArrayList<>();

  void add(long nanos, boolean holder) {
    SoakFailure.require(
        nanos < WATCHDOG_NANOS, "a survivor's next operation took " + nanos + " ns");
    (holder ? holders : others).add(nanos);
  }

  void addAll(Recovery more) {
    others.addAll(more.others);
    holders.addAll(more.holders);
  }

  int holders() {
    return holders.size();
  }

  @Override
  public String toString() {
    return "next operation of a survivor, from the kernel's release of the lock: after the death of"
        + " a lock holder "
        + show(holders)
        + "; after any other "
        + show(others);
  }

  private static String show(List<Long> nanos) {
    if (nanos.isEmpty()) {
      return "none";
    }
    List<Long> sorted = nanos.stream().sorted().toList();
    return String.format(
        Locale.ROOT,
        "median %.3f ms, 99 %% within %.3f ms, worst %.3f ms (%d)",
        sorted.get(sorted.size() / 2) / NANOS_PER_MILLI,
        sorted.get(sorted.size() * 99 / 100) / NANOS_PER_MILLI,
        sorted.getLast() / NANOS_PER_MILLI,
        sorted.size());
  }
}
