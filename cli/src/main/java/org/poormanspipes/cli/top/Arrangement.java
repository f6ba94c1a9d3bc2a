package org.poormanspipes.cli.top;

import java.util.List;
import java.util.Locale;

/// Which pipes are shown, and in which order.
///
/// @param column what they are sorted by
/// @param reversed the other way round
/// @param filter what their names contain, without regard to case; empty for all
public record Arrangement(Column column, boolean reversed, String filter) {

  /// Chooses and sorts.
  ///
  /// @param rows all there are
  /// @return those that are shown, in order
  public List<Row> of(List<Row> rows) {
    String wanted = fold(filter);
    return rows.stream()
        .filter(row -> wanted.isEmpty() || fold(row.pipe().label()).contains(wanted))
        .sorted(column.order(reversed))
        .toList();
  }

  private static String fold(String text) {
    return text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  Arrangement by(Column other) {
    return new Arrangement(other, false, filter);
  }

  Arrangement reverse() {
    return new Arrangement(column, !reversed, filter);
  }

  Arrangement filtered(String text) {
    return new Arrangement(column, reversed, text);
  }
}
