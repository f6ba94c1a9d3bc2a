package org.poormanspipes.fuse.server;

import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/// Sentences for the log, of which clients can cause as many as they like: so many are let through
/// in some time, and then how many were left out.
final class Complaints {
  private static final int MOST = 10;
  private static final long WINDOW_NANOS = 10_000_000_000L;

  private final BiConsumer<System.Logger.Level, String> log;
  private final LongSupplier clock;
  private long since;
  private int told;
  private long leftOut;

  /// @param clock nanoseconds, from anywhere
  Complaints(BiConsumer<System.Logger.Level, String> log, LongSupplier clock) {
    this.log = log;
    this.clock = clock;
    this.since = clock.getAsLong();
  }

  synchronized void say(System.Logger.Level level, String sentence) {
    if (clock.getAsLong() - since > WINDOW_NANOS) {
      next();
    }
    if (told < MOST) {
      told++;
      log.accept(level, sentence);
    } else {
      leftOut++;
    }
  }

  /// Tells what was left out until now.
  synchronized void next() {
    if (leftOut > 0) {
      log.accept(System.Logger.Level.INFO, leftOut + " refusals more were left out here");
    }
    since = clock.getAsLong();
    told = 0;
    leftOut = 0;
  }
}
