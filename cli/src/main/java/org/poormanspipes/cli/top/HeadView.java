package org.poormanspipes.cli.top;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;

/// The first lines of every page: which device, what moves through it in all, what is chosen.
final class HeadView {

  /// How many lines it takes.
  static final int ROWS = 3;

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
  private static final double MILLIS = 1000;

  private HeadView() {}

  static List<AttributedString> lines(TopState state, Paint paint) {
    return List.of(title(state, paint), totals(state, paint), choice(state, paint));
  }

  private static AttributedString title(TopState state, Paint paint) {
    AttributedStringBuilder line = new AttributedStringBuilder();
    line.styled(Paint.STRONG, "pmp top - " + state.device());
    line.append("  " + TIME.format(state.time()) + "  every " + seconds(state));
    if (state.paused()) {
      line.styled(paint.alarm(), "  PAUSED");
    }
    return paint.line(line);
  }

  private static String seconds(TopState state) {
    double seconds = state.interval().toMillis() / MILLIS;
    return seconds == Math.rint(seconds) ? (long) seconds + " s" : seconds + " s";
  }

  private static AttributedString totals(TopState state, Paint paint) {
    Totals totals = new Totals();
    state.all().forEach(totals::add);
    return paint.line(
        state.all().size()
            + " pipes, "
            + totals.readers
            + " readers, "
            + totals.writers
            + " writers, "
            + totals.waiting
            + " waiting   in "
            + totals.in()
            + "B/s  out "
            + totals.out()
            + "B/s");
  }

  private static AttributedString choice(TopState state, Paint paint) {
    String failure = state.failure();
    if (failure != null) {
      return paint.line(failure, paint.alarm());
    }
    if (!state.looked()) {
      return paint.line("looking ...");
    }
    Arrangement arrangement = state.arrangement();
    AttributedStringBuilder line = new AttributedStringBuilder();
    line.append("sorted by " + arrangement.column().word());
    line.append(arrangement.reversed() ? ", reversed" : "");
    if (state.typing() || !arrangement.filter().isEmpty()) {
      line.append("   filter: ");
      line.styled(Paint.STRONG, arrangement.filter());
      line.append(state.typing() ? "_" : "");
      line.append("   shown: " + state.shown().size());
    }
    return paint.line(line);
  }

  /// Sums over all pipes, in bytes.
  private static final class Totals {

    private long readers;
    private long writers;
    private long waiting;
    private double in;
    private double out;
    private boolean known;

    void add(Row row) {
      readers += row.pipe().handles().readers();
      writers += row.pipe().handles().writers();
      waiting += row.pipe().handles().waiting();
      if (row.in().isKnown()) {
        known = true;
        in += row.in().bytes();
        out += row.out().bytes();
      }
    }

    String in() {
      return known ? Amounts.bytes(in) : "-";
    }

    String out() {
      return known ? Amounts.bytes(out) : "-";
    }
  }
}
