package org.poormanspipes.crash;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What a soak did, as a table.
final class Figures {
  private static final double MEBI = 1 << 20;

  private final Map<String, Row> rows = new TreeMap<>();

  /// The sums of some rounds.
  ///
  /// @param kills processes that were killed
  /// @param aimed those of them that were killed where they were wanted
  /// @param recovered how often the mutex was taken from somebody dead
  /// @param units messages, or units of a stream, that were accounted for
  /// @param bytes as the pipe counted them
  /// @param gone units of a queue that the dead had taken, or that were overwritten
  /// @param recovery how soon survivors went on
  record Row(
      int kills, int aimed, long recovered, long units, long bytes, long gone, Recovery recovery) {
    Row(int kills, int aimed, long recovered, long units, long bytes, long gone) {
      this(kills, aimed, recovered, units, bytes, gone, new Recovery());
    }

    Row with(Recovery more) {
      recovery.addAll(more);
      return this;
    }

    Row plus(Row other) {
      return new Row(
              kills + other.kills,
              aimed + other.aimed,
              recovered + other.recovered,
              units + other.units,
              bytes + other.bytes,
              gone + other.gone)
          .with(recovery)
          .with(other.recovery);
    }

    private String line(String name) {
      return String.format(
          Locale.ROOT,
          "%-40s %6d %6d %8d %10d %12d %10.1f %10d",
          name,
          kills,
          aimed,
          recovery.holders(),
          recovered,
          units,
          bytes / MEBI,
          gone);
    }
  }

  void add(Combination kind, Row row) {
    rows.merge(kind.toString(), row, Row::plus);
  }

  Row total() {
    return rows.values().stream().reduce(new Row(0, 0, 0, 0, 0, 0), Row::plus);
  }

  @Override
  public String toString() {
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            Locale.ROOT,
            "%-40s %6s %6s %8s %10s %12s %10s %10s%n",
            "",
            "kills",
            "aimed",
            "holders",
            "recovered",
            "units",
            "MiB",
            "gone"));
    rows.forEach((name, row) -> table.append(row.line(name)).append(System.lineSeparator()));
    Row total = total();
    table.append(total.line("all")).append(System.lineSeparator()).append(total.recovery());
    return table.toString();
  }
}
