package org.poormanspipes;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Sizes in bytes as people write them: `1999`, `64K`, `1M`, `2G`, powers of 1024.
public final class Sizes {

  private static final Pattern SIZE = Pattern.compile("(\\d{1,19})\\s*(?:([KMGT])(?:I?B)?|B)?");
  private static final String UNITS = "KMGT";
  private static final int UNIT_BITS = 10;

  private Sizes() {}

  /// Reads a size.
  ///
  /// @param text digits, and perhaps one of K, M, G and T
  /// @return the number of bytes
  /// @throws IllegalArgumentException if it is not a size, or does not fit into 63 bits
  public static long parse(String text) {
    Matcher matcher = SIZE.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a size: write digits, and K, M, G or T for powers of 1024");
    }
    int shift = matcher.group(2) == null ? 0 : UNIT_BITS * (UNITS.indexOf(matcher.group(2)) + 1);
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << shift);
    } catch (ArithmeticException | NumberFormatException tooLarge) {
      throw new IllegalArgumentException(
          "'" + text + "' is too large: the limit is " + Long.MAX_VALUE + " bytes", tooLarge);
    }
  }

  /// Writes a size for a person: the largest unit that divides it, else plain bytes.
  ///
  /// @param bytes the size
  /// @return the text, which [#parse] reads back as the same number
  public static String format(long bytes) {
    int unit = -1;
    long value = bytes;
    while (value != 0 && value % (1 << UNIT_BITS) == 0 && unit < UNITS.length() - 1) {
      value >>= UNIT_BITS;
      unit++;
    }
    return unit < 0 ? Long.toString(value) : value + "" + UNITS.charAt(unit);
  }
}
