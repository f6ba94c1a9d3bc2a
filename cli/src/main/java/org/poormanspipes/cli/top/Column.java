package org.poormanspipes.cli.top;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What pipes can be sorted by. Figures come with the largest first, names in their order; equals
/// by name.
public enum Column {
  /// The name, without regard to case.
  NAME,
  /// How many bytes it holds.
  CAPACITY,
  /// How full it is.
  FILL,
  /// Bytes written each second.
  IN,
  /// Bytes read each second.
  OUT,
  /// Handles that read or write.
  OPEN,
  /// Handles that wait.
  WAIT,
  /// What was lost or overwritten.
  LOST;

  private static final List<Column> ALL = List.of(values());

  private static final Comparator<Row> BY_LABEL =
      Comparator.comparing((Row row) -> row.pipe().label(), String.CASE_INSENSITIVE_ORDER);

  private static final Comparator<Row> BY_NAME =
      BY_LABEL.thenComparing(row -> row.pipe().label()).thenComparing(row -> row.pipe().identity());

  /// How it is written.
  ///
  /// @return its name in lower case
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The order of rows.
  ///
  /// @param reversed the other way round
  /// @return a total order, so that equal rows never change places
  public Comparator<Row> order(boolean reversed) {
    Comparator<Row> order =
        this == NAME ? BY_LABEL : Comparator.comparingDouble(this::figure).reversed();
    return (reversed ? order.reversed() : order).thenComparing(BY_NAME);
  }

  private double figure(Row row) {
    PipeFigures pipe = row.pipe();
    return switch (this) {
      case NAME -> 0;
      case CAPACITY -> pipe.capacity();
      case FILL -> pipe.fill();
      case IN -> row.in().bytes();
      case OUT -> row.out().bytes();
      case OPEN -> pipe.handles().readers() + pipe.handles().writers();
      case WAIT -> pipe.handles().waiting();
      case LOST -> row.lost();
    };
  }

  /// The column beside this one.
  ///
  /// @param step 1 for the next, -1 for the one before
  /// @return the column; after the last comes the first
  public Column beside(int step) {
    return ALL.get(Math.floorMod(ALL.indexOf(this) + step, ALL.size()));
  }
}
