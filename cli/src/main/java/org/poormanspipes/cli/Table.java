package org.poormanspipes.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.poormanspipes.PipeName;

/// Rows of text in aligned columns, with a heading.
final class Table {

  private static final int GAP = 2;

  private final String[] heading;
  private final boolean[] right;
  private final List<String[]> rows = new ArrayList<>();

  /// Starts a table.
  ///
  /// @param columns the heading of each column; one that starts with `>` is set to the right
  Table(String... columns) {
    heading = new String[columns.length];
    right = new boolean[columns.length];
    for (int i = 0; i < columns.length; i++) {
      right[i] = columns[i].startsWith(">");
      heading[i] = right[i] ? columns[i].substring(1) : columns[i];
    }
  }

  /// Adds a row; what can't be printed in a cell is replaced.
  void row(String... cells) {
    if (cells.length != heading.length) {
      throw new IllegalArgumentException("cells=" + cells.length + " columns=" + heading.length);
    }
    String[] row = new String[cells.length];
    for (int i = 0; i < cells.length; i++) {
      row[i] = PipeName.printable(cells[i]);
    }
    rows.add(row);
  }

  /// Prints the heading and all rows; nothing if there are none.
  void print(Stdio io) throws OutputException {
    if (rows.isEmpty()) {
      return;
    }
    int[] widths = widths();
    StringBuilder line = new StringBuilder();
    print(io, line, heading, widths);
    for (String[] row : rows) {
      print(io, line, row, widths);
    }
  }

  private int[] widths() {
    int[] widths = new int[heading.length];
    Arrays.setAll(widths, i -> width(heading[i]));
    for (String[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        widths[i] = Math.max(widths[i], width(row[i]));
      }
    }
    return widths;
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }

  private void print(Stdio io, StringBuilder line, String[] cells, int[] widths)
      throws OutputException {
    line.setLength(0);
    for (int i = 0; i < cells.length; i++) {
      boolean last = i == cells.length - 1;
      int padding = widths[i] - width(cells[i]);
      if (right[i]) {
        line.repeat(' ', padding).append(cells[i]);
      } else {
        line.append(cells[i]).repeat(' ', last ? 0 : padding);
      }
      line.repeat(' ', last ? 0 : GAP);
    }
    io.println(line.toString());
  }
}
