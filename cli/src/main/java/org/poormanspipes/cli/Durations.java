package org.poormanspipes.cli;

import java.math.BigDecimal;
import java.time.Duration;
import org.poormanspipes.PipeName;

/// Lengths of time as people write them: `500ms`, `10s`, `2m`, `1h`; a plain number is seconds.
final class Durations {

  private static final long NANOS_PER_MILLI = 1_000_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int MINUTE = 60;
  private static final int HOUR = 3600;
  private static final int MOST_DIGITS = 18;

  /// What is longer is as long as this, which can still be told in milliseconds.
  private static final long MOST_SECONDS = Long.MAX_VALUE / 2_000;

  private Durations() {}

  /// Reads a length of time.
  ///
  /// @param text a number, perhaps with a fraction, and perhaps a unit
  /// @throws UsageException if it is none
  static Duration parse(String text) {
    int digits = 0;
    int points = 0;
    int end = 0;
    while (end < text.length() && isNumeric(text.charAt(end))) {
      points += text.charAt(end) == '.' ? 1 : 0;
      digits += text.charAt(end) == '.' ? 0 : 1;
      end++;
    }
    long unit = unit(text.substring(end));
    if (digits == 0 || digits > MOST_DIGITS || points > 1 || unit == 0) {
      throw new UsageException(
          "'"
              + PipeName.printable(text)
              + "' is not a length of time: write a number and ms, s, m or h, as in 500ms or 10s");
    }
    BigDecimal nanos = new BigDecimal(text.substring(0, end)).multiply(BigDecimal.valueOf(unit));
    BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(NANOS_PER_SECOND));
    return Duration.ofSeconds(saturated(parts[0]), parts[1].longValue());
  }

  private static boolean isNumeric(char c) {
    return (c >= '0' && c <= '9') || c == '.';
  }

  /// Nanoseconds of a unit, 0 if there is no such unit.
  private static long unit(String name) {
    return switch (name) {
      case "ms" -> NANOS_PER_MILLI;
      case "", "s" -> NANOS_PER_SECOND;
      case "m" -> NANOS_PER_SECOND * MINUTE;
      case "h" -> NANOS_PER_SECOND * HOUR;
      default -> 0;
    };
  }

  private static long saturated(BigDecimal seconds) {
    BigDecimal most = BigDecimal.valueOf(MOST_SECONDS);
    return seconds.min(most).longValue();
  }

  /// Writes a length of time as a person would say it.
  static String format(Duration duration) {
    long millis = duration.toMillis();
    long seconds = duration.toSeconds();
    if (millis % 1000 != 0) {
      return millis < 1000 ? millis + " ms" : millis / 1000.0 + " s";
    }
    return seconds % MINUTE == 0 && seconds > MINUTE ? seconds / MINUTE + " min" : seconds + " s";
  }
}
