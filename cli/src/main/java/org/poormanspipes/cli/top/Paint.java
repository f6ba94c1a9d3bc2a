package org.poormanspipes.cli.top;

import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/// Lines for a screen of some width. Widths are columns of the terminal: a character takes two, or
/// one, or, if it combines with the one before, none.
///
/// @param columns how wide the screen is
/// @param rows how high it is
/// @param colours whether it has colours, and may use them
record Paint(int columns, int rows, boolean colours) {

  /// Stands where something was cut off.
  private static final String CUT = "~";

  static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;

  /// What stands out without a colour.
  static final AttributedStyle STRONG = AttributedStyle.BOLD;

  /// What is chosen, or a heading.
  static final AttributedStyle CHOSEN = AttributedStyle.INVERSE;

  /// A colour, where there are colours.
  AttributedStyle colour(int colour) {
    return colours ? PLAIN.foreground(colour) : PLAIN;
  }

  /// What is wrong.
  AttributedStyle alarm() {
    return colours ? STRONG.foreground(AttributedStyle.RED) : STRONG;
  }

  /// How many columns a text takes.
  static int width(String text) {
    return new AttributedString(text).columnLength();
  }

  /// A text, cut or filled up to a number of columns.
  static String left(String text, int width) {
    String cut = cut(text, width);
    return cut + " ".repeat(width - width(cut));
  }

  /// The same, set to the right.
  static String right(String text, int width) {
    String cut = cut(text, width);
    return " ".repeat(width - width(cut)) + cut;
  }

  private static String cut(String text, int width) {
    if (width(text) <= width) {
      return text;
    }
    return width <= 0
        ? ""
        : new AttributedString(text).columnSubSequence(0, width - 1).toString() + CUT;
  }

  /// A whole line of one style.
  AttributedString line(String text, AttributedStyle style) {
    return new AttributedString(left(text, columns), style);
  }

  AttributedString line(String text) {
    return line(text, PLAIN);
  }

  /// A line of several styles, cut to the width.
  AttributedString line(AttributedStringBuilder parts) {
    return parts.columnLength() <= columns
        ? parts.toAttributedString()
        : parts.columnSubSequence(0, columns);
  }
}
