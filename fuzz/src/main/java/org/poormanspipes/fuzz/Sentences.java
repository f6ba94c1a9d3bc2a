package org.poormanspipes.fuzz;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;

/// What is said to a person is one line, of what can be printed.
public final class Sentences {
  private static final int LONGEST = 20_000;

  private Sentences() {}

  /// A refusal as it should be.
  public static void check(DeviceException refused) {
    check(refused.getMessage(), refused);
  }

  /// A sentence as it should be.
  ///
  /// @param cause where it came from
  public static void check(@Nullable String sentence, @Nullable Throwable cause) {
    if (sentence == null || sentence.isBlank()) {
      throw new Finding("no sentence", cause);
    }
    if (sentence.length() > LONGEST) {
      throw new Finding("a sentence of " + sentence.length() + " characters", cause);
    }
    int bad = unprintable(sentence, 0);
    if (bad >= 0) {
      throw new Finding(
          "a sentence with U+" + Integer.toHexString(sentence.charAt(bad)) + " at " + bad, cause);
    }
  }

  /// What is told of something, where it is a sentence.
  public static void check(Attributes described) {
    for (Map.Entry<String, Object> attribute : described.asMap().entrySet()) {
      switch (attribute.getKey()) {
        case "damage", "problem", "mend", "overrun" ->
            check(String.valueOf(attribute.getValue()), null);
        default -> {}
      }
    }
  }

  /// Where something stands that a terminal would not print.
  ///
  /// @return -1 if nowhere
  public static int unprintable(String text, int from) {
    for (int at = from; at < text.length(); at++) {
      char c = text.charAt(at);
      int type = Character.getType(text.codePointAt(at));
      boolean low = at > 0 && Character.isSurrogatePair(text.charAt(at - 1), c);
      boolean lone = Character.isSurrogate(c) && !low && type == Character.SURROGATE;
      boolean control =
          Character.isISOControl(c)
              || type == Character.LINE_SEPARATOR
              || type == Character.PARAGRAPH_SEPARATOR
              || (type == Character.FORMAT && !low);
      if (control || lone) {
        return at;
      }
    }
    return -1;
  }
}
