package org.poormanspipes.bench.report;

import java.util.List;
import java.util.Locale;

/// Cells as a table in Markdown, which is as readable as it is.
public final class MarkdownTable {
  private MarkdownTable() {}

  /// The table.
  ///
  /// @param rows the cells, of which the first row is the head; each row has as many
  public static String of(List<List<String>> rows) {
    StringBuilder text = new StringBuilder();
    int[] widths = widths(rows);
    line(text, rows.getFirst(), widths);
    text.append('|');
    for (int i = 0; i < widths.length; i++) {
      text.append("-".repeat(widths[i] + 1)).append(i == 0 ? "-|" : ":|");
    }
    text.append('\n');
    rows.subList(1, rows.size()).forEach(row -> line(text, row, widths));
    return text.toString();
  }

  /// Three digits that count.
  public static String number(double value) {
    double size = Math.abs(value);
    String format =
        size >= 100 || size == 0 ? "%.0f" : size >= 10 ? "%.1f" : size >= 1 ? "%.2f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }

  private static int[] widths(List<List<String>> rows) {
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    return widths;
  }

  private static void line(StringBuilder text, List<String> row, int[] widths) {
    text.append('|');
    for (int i = 0; i < widths.length; i++) {
      String padding = " ".repeat(widths[i] - row.get(i).length());
      text.append(' ').append(i == 0 ? row.get(i) + padding : padding + row.get(i)).append(" |");
    }
    text.append('\n');
  }
}
