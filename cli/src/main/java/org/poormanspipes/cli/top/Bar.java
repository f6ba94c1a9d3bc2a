package org.poormanspipes.cli.top;

/// How full something is: `###---  47%`.
final class Bar {

  /// Characters of the bar itself.
  static final int LENGTH = 6;

  /// Characters with the percentage.
  static final int WIDTH = LENGTH + " 100%".length();

  private static final int HUNDRED = 100;

  private Bar() {}

  /// The bar and the percentage. Only what is empty looks empty, and only what is full looks full.
  ///
  /// @param fill from 0 to 1
  static String of(double fill) {
    int percent = part(fill, HUNDRED);
    int marks = part(fill, LENGTH);
    String number = percent + "%";
    return "#".repeat(marks)
        + "-".repeat(LENGTH - marks)
        + " ".repeat(WIDTH - LENGTH - number.length())
        + number;
  }

  private static int part(double fill, int whole) {
    int part = (int) Math.round(fill * whole);
    return fill > 0 && part == 0 ? 1 : fill < 1 && part == whole ? whole - 1 : part;
  }
}
