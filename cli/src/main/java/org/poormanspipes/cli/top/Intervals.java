package org.poormanspipes.cli.top;

import java.time.Duration;

/// How long from one look to the next: the limits, and the steps of the keys + and -.
public final class Intervals {

  /// The shortest: what is looked at more often than that, nobody sees.
  public static final Duration LEAST = Duration.ofMillis(100);

  /// The longest.
  public static final Duration MOST = Duration.ofHours(1);

  private static final long[] STEPS_MILLIS = {
    100, 250, 500, 1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 300_000, 3_600_000
  };

  private Intervals() {}

  /// The next longer step.
  static Duration longer(Duration interval) {
    for (long step : STEPS_MILLIS) {
      if (step > interval.toMillis()) {
        return Duration.ofMillis(step);
      }
    }
    return MOST;
  }

  /// The next shorter step.
  static Duration shorter(Duration interval) {
    for (int at = STEPS_MILLIS.length - 1; at >= 0; at--) {
      if (STEPS_MILLIS[at] < interval.toMillis()) {
        return Duration.ofMillis(STEPS_MILLIS[at]);
      }
    }
    return LEAST;
  }
}
