package org.poormanspipes.driver;

/// Text that may hold anything, as one line that a terminal shows and does not obey.
public final class OneLine {

  private OneLine() {}

  /// A text with control characters and lone surrogates replaced.
  ///
  /// @param text any text
  /// @return the text with `?` for what should not be printed
  public static String of(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().map(c -> isPrintable(c) ? c : '?').forEach(shown::appendCodePoint);
    return shown.toString();
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
