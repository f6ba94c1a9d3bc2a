package org.poormanspipes.cli.top;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jspecify.annotations.Nullable;

/// A line for each pipe. What does not fit on a narrow screen is left out, from the right; a wide
/// one shows in whole words what pipes are, and the bytes of messages too.
final class ListView implements View {

  private static final int WIDE = 110;
  private static final int LEAST_NAME = 10;
  private static final double NEARLY_FULL = 0.9;
  private static final double HALF_FULL = 0.5;

  /// A column beside the name.
  ///
  /// @param heading what stands above it
  /// @param sorts by what pipes are sorted when its heading is marked, or null
  /// @param width how many columns of the screen; set to the right, or if negative to the left
  /// @param text what stands in it
  private record Cell(
      String heading, @Nullable Column sorts, int width, Function<Row, String> text) {

    /// With the gap before it.
    int room() {
      return Math.abs(width) + 1;
    }

    String of(String content) {
      return " " + (width < 0 ? Paint.left(content, -width) : Paint.right(content, width));
    }
  }

  @Override
  public List<AttributedString> lines(TopState state, Paint paint, int room) {
    List<Cell> cells = cells(paint.columns());
    int count = Math.max(1, room - 1);
    state.selection().room(count);
    int first = state.selection().first();
    List<Row> rows = state.shown();
    List<AttributedString> lines = new ArrayList<>();
    lines.add(heading(state.arrangement().column(), paint, cells));
    for (int i = first; i < rows.size() && i < first + count; i++) {
      lines.add(row(rows.get(i), i == state.selection().at(), paint, cells));
    }
    if (rows.isEmpty() && state.looked()) {
      lines.add(
          paint.line(state.all().isEmpty() ? "There are no pipes." : "No name contains that."));
    }
    return lines;
  }

  private static List<Cell> cells(int columns) {
    boolean wide = columns >= WIDE;
    int rate = wide ? 15 : 9;
    List<Cell> cells =
        new ArrayList<>(
            List.of(
                new Cell("KIND", null, wide ? -17 : -6, row -> kind(row.pipe().traits(), wide)),
                new Cell("CAP", Column.CAPACITY, 5, row -> Amounts.bytes(row.pipe().capacity())),
                new Cell("FILL", Column.FILL, -Bar.WIDTH, row -> Bar.of(row.pipe().fill())),
                new Cell("IN/s", Column.IN, rate, row -> rate(row, row.in(), wide)),
                new Cell("OUT/s", Column.OUT, rate, row -> rate(row, row.out(), wide)),
                new Cell("R/W", Column.OPEN, 5, row -> handles(row.pipe().handles())),
                new Cell("WAIT", Column.WAIT, 4, row -> waiting(row.pipe().handles())),
                new Cell("LOST", Column.LOST, 5, row -> Amounts.count(row.lost()))));
    while (cells.size() > 1 && nameWidth(columns, cells) < LEAST_NAME) {
      cells.removeLast();
    }
    return cells;
  }

  private static int nameWidth(int columns, List<Cell> cells) {
    return columns - cells.stream().mapToInt(Cell::room).sum();
  }

  private static String kind(PipeFigures.Traits traits, boolean wide) {
    String type = traits.messages() ? "message" : "byte";
    return wide
        ? type + " " + traits.delivery()
        : (traits.messages() ? "msg" : type) + "/" + traits.delivery().charAt(0);
  }

  private static String rate(Row row, Row.Rate rate, boolean wide) {
    return Amounts.rate(rate, row.pipe().traits().messages(), wide);
  }

  private static String handles(PipeFigures.Handles handles) {
    return Amounts.count(handles.readers()) + "/" + Amounts.count(handles.writers());
  }

  private static String waiting(PipeFigures.Handles handles) {
    return Amounts.count(handles.waiting());
  }

  private static AttributedString heading(Column sorted, Paint paint, List<Cell> cells) {
    AttributedStringBuilder line = new AttributedStringBuilder().style(Paint.CHOSEN);
    append(
        line,
        Paint.left("NAME", Math.max(0, nameWidth(paint.columns(), cells))),
        sorted == Column.NAME);
    for (Cell cell : cells) {
      append(line, cell.of(cell.heading()), sorted == cell.sorts());
    }
    return paint.line(line);
  }

  private static void append(AttributedStringBuilder line, String heading, boolean marked) {
    line.styled(marked ? Paint.CHOSEN.bold().underline() : Paint.CHOSEN, heading);
  }

  private static AttributedString row(Row row, boolean chosen, Paint paint, List<Cell> cells) {
    PipeFigures pipe = row.pipe();
    int name = Math.max(0, nameWidth(paint.columns(), cells));
    if (pipe.damage() != null) {
      String text = Paint.left(pipe.label(), name) + " " + pipe.damage();
      return paint.line(text, chosen ? Paint.CHOSEN : paint.alarm());
    }
    AttributedStringBuilder line = new AttributedStringBuilder();
    line.styled(chosen ? Paint.CHOSEN : Paint.PLAIN, Paint.left(pipe.label(), name));
    for (Cell cell : cells) {
      AttributedStyle style = chosen ? Paint.CHOSEN : style(cell, row, paint);
      line.styled(style, cell.of(cell.text().apply(row)));
    }
    return paint.line(line);
  }

  /// A pipe that overwrites is meant to be full.
  private static AttributedStyle style(Cell cell, Row row, Paint paint) {
    if (cell.sorts() == Column.LOST && row.lost() > 0) {
      return paint.colour(AttributedStyle.YELLOW);
    }
    if (cell.sorts() != Column.FILL) {
      return Paint.PLAIN;
    }
    double fill = row.pipe().fill();
    if (row.pipe().traits().overwrites()) {
      return paint.colour(AttributedStyle.CYAN);
    }
    return paint.colour(
        fill >= NEARLY_FULL
            ? AttributedStyle.RED
            : fill >= HALF_FULL ? AttributedStyle.YELLOW : AttributedStyle.GREEN);
  }
}
