package org.poormanspipes.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/// How long a call may wait: not at all, for ever, for a duration, or until an instant.
///
/// A duration is measured by the monotonic clock and is not moved by changes of the wall clock; an
/// instant follows the wall clock, also while the wait lasts. Immutable; one value serves any
/// number of calls and threads, and nothing is allocated while it is used.
public final class Timeout {

  /// Never waits.
  public static final Timeout NOW = new Timeout(Kind.NOW, 0);

  /// Waits until it is done, interrupted or closed.
  public static final Timeout FOREVER = new Timeout(Kind.FOREVER, Long.MAX_VALUE);

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final Kind kind;

  /// Nanoseconds of a duration; milliseconds since 1970 of an instant.
  private final long amount;

  private Timeout(Kind kind, long amount) {
    this.kind = kind;
    this.amount = amount;
  }

  /// At most `duration` from the start of the call; zero is [#NOW].
  ///
  /// @param duration how long
  /// @return the timeout
  /// @throws IllegalArgumentException if `duration` is negative
  public static Timeout of(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("a timeout can't be negative: duration=" + duration);
    }
    if (duration.isZero()) {
      return NOW;
    }
    return new Timeout(Kind.RELATIVE, saturatedNanos(duration));
  }

  /// Until `instant` of the wall clock, to the millisecond; an instant in the past is [#NOW] in
  /// effect.
  ///
  /// @param instant when the wait ends
  /// @return the timeout
  public static Timeout at(Instant instant) {
    return new Timeout(Kind.ABSOLUTE, saturatedMillis(instant));
  }

  /// Whether this timeout is [#NOW].
  ///
  /// @return true if it never waits
  public boolean isNow() {
    return kind == Kind.NOW;
  }

  /// Whether this timeout is [#FOREVER].
  ///
  /// @return true if it has no end
  public boolean isForever() {
    return kind == Kind.FOREVER;
  }

  /// What is left of this timeout for a call that began at `started`.
  ///
  /// @param started [System#nanoTime()] at the start of the call
  /// @return nanoseconds, 0 when it is over, [Long#MAX_VALUE] when it has no end
  public long remaining(long started) {
    return switch (kind) {
      case NOW -> 0;
      case FOREVER -> Long.MAX_VALUE;
      case RELATIVE -> left(amount, System.nanoTime() - started);
      case ABSOLUTE -> leftUntil(amount, System.currentTimeMillis());
    };
  }

  private static long left(long nanos, long elapsed) {
    return Math.max(0, nanos - Math.max(0, elapsed));
  }

  private static long leftUntil(long millis, long nowMillis) {
    if (millis <= nowMillis) {
      return 0;
    }
    long left = millis - nowMillis;
    return left < 0 || left > Long.MAX_VALUE / NANOS_PER_MILLI
        ? Long.MAX_VALUE - 1
        : left * NANOS_PER_MILLI;
  }

  private static long saturatedMillis(Instant instant) {
    try {
      return instant.toEpochMilli();
    } catch (ArithmeticException tooFar) {
      return instant.isAfter(Instant.EPOCH) ? Long.MAX_VALUE : Long.MIN_VALUE;
    }
  }

  private static long saturatedNanos(Duration duration) {
    try {
      return duration.toNanos();
    } catch (ArithmeticException tooLong) {
      return Long.MAX_VALUE - 1;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Timeout that && kind == that.kind && amount == that.amount;
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind, amount);
  }

  @Override
  public String toString() {
    return switch (kind) {
      case NOW -> "now";
      case FOREVER -> "forever";
      case RELATIVE -> Duration.ofNanos(amount).toString();
      case ABSOLUTE -> Instant.ofEpochMilli(amount).toString();
    };
  }

  private enum Kind {
    NOW,
    FOREVER,
    RELATIVE,
    ABSOLUTE
  }
}
