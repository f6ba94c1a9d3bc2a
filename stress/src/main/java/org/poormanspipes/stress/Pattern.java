package org.poormanspipes.stress;

import java.util.stream.IntStream;
import org.poormanspipes.ring.Ring;

/// What tests write: 64-bit words that tell their number and how many of them belong together.
/// Taken for a message's header, each is that of a committed message of an impossible length.
final class Pattern {

  /// The number of what an earlier lap left in the ring's memory.
  static final int STALE = 99;

  static final String TORN = "torn";
  static final String NOTHING = "nothing";

  private static final int NUMBER_SHIFT = 32;
  private static final int WORDS_SHIFT = 8;
  private static final int LOW = 0xff;
  private static final long HUGE_AND_COMMITTED = 0xffff_0000L;

  private static final String[] NAMES =
      IntStream.range(0, LOW + 1)
          .mapToObj(number -> number == STALE ? "stale" : Integer.toString(number))
          .toArray(String[]::new);

  private Pattern() {}

  static long word(int number, int words) {
    return ((long) number << NUMBER_SHIFT)
        | HUGE_AND_COMMITTED
        | ((long) words << WORDS_SHIFT)
        | number;
  }

  /// The number of a word that [#word] made, -1 for any other.
  static int number(long word, int words) {
    int number = ((int) word) & LOW;
    return word == word(number, words) ? number : -1;
  }

  static String name(int number) {
    return NAMES[number];
  }

  /// How outcomes call what a ring answered instead of a count.
  static String answer(long answer) {
    return switch ((int) answer) {
      case Ring.NOTHING -> NOTHING;
      case Ring.DAMAGED -> "damaged";
      case Ring.CONTENDED -> "contended";
      case Ring.LOST -> "lost";
      case Ring.MOVED -> "moved";
      default -> "too large";
    };
  }
}
