package org.poormanspipes.cli.top;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Figures for a person, in at most five characters: three digits are enough to compare.
final class Amounts {

  private static final String BINARY = "KMGTPE";
  private static final String DECIMAL = "kMGTPE";
  private static final int PLAIN = 10_000;
  private static final double HUNDRED = 99.95;
  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private Amounts() {}

  /// Bytes: `1999`, `64K`, `1.5M`, powers of 1024.
  static String bytes(double count) {
    return of(count, 1024, BINARY);
  }

  static String bytes(long count) {
    return bytes((double) count);
  }

  /// Messages, or other things that are counted: `1999`, `64k`, `1.5M`, powers of 1000.
  static String count(double count) {
    return of(count, 1000, DECIMAL);
  }

  static String count(long count) {
    return count((double) count);
  }

  /// What moves each second.
  ///
  /// @param both whether there is room for the bytes of messages too
  static String rate(Row.Rate rate, boolean messages, boolean both) {
    if (!rate.isKnown()) {
      return "-";
    }
    if (!messages) {
      return bytes(rate.bytes());
    }
    String count = count(rate.messages()) + " msg";
    return both ? bytes(rate.bytes()) + "B " + count : count;
  }

  /// How long ago something was: `12s`, `3m`, `5h`, `2d`.
  ///
  /// @param since when it was, as an instant of ISO 8601; another machine's clock may be ahead
  static String age(@Nullable String since, Instant now) {
    if (since == null) {
      return "-";
    }
    long age;
    try {
      age = Math.max(0, Duration.between(Instant.parse(since), now).toSeconds());
    } catch (DateTimeException | ArithmeticException damaged) {
      return "?";
    }
    return age < MINUTE
        ? age + "s"
        : age < HOUR ? age / MINUTE + "m" : age < DAY ? age / HOUR + "h" : age / DAY + "d";
  }

  private static String of(double count, int unit, String prefixes) {
    if (Math.round(count) < PLAIN) {
      return count < HUNDRED / 10 ? tenths(count) : Long.toString(Math.round(count));
    }
    double value = count;
    int prefix = -1;
    while (prefix < prefixes.length() - 1 && (prefix < 0 || Math.round(value) >= 1000)) {
      value /= unit;
      prefix++;
    }
    return (value >= HUNDRED ? Long.toString(Math.round(value)) : tenths(value))
        + prefixes.charAt(prefix);
  }

  private static String tenths(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
