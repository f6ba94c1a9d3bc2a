package org.poormanspipes.bench.report;

import java.util.List;
import java.util.Locale;
import org.poormanspipes.bench.Result;

/// A panel of bars for each group: the median, and a line from the least to the most. Its colours
/// are readable on light and on dark; it has no background of its own.
final class Plot {
  private static final int WIDTH = 760;
  private static final int LABELS = 190;
  private static final int FIGURES = 90;
  private static final int BAR = 18;
  private static final int HEAD = 46;
  private static final String TEXT = "#808890";
  private static final String OURS = "#3584e4";
  private static final String OTHERS = "#9aa4ae";
  private static final String LIMIT = "#d0a040";
  private static final String SPREAD = "#c04040";

  private Plot() {}

  static String of(List<List<Result>> groups) {
    StringBuilder panels = new StringBuilder();
    int y = 0;
    for (List<Result> group : groups) {
      y = panel(panels, group, y);
    }
    return format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"12\" fill=\"%s\">\n",
            WIDTH, y + BAR, TEXT)
        + panels
        + "</svg>\n";
  }

  /// @return where the next one begins
  private static int panel(StringBuilder svg, List<Result> group, int top) {
    Result any = group.getFirst();
    String better = any.workload().isTrip() ? "less is better" : "more is better";
    svg.append(
        format(
            "<text x=\"0\" y=\"%d\" font-weight=\"bold\">%s; %s, %s</text>\n",
            top + HEAD - 16, TextTable.title(any), any.workload().unit(), better));
    double most =
        group.stream().mapToDouble(Result::median).filter(Double::isFinite).max().orElse(1);
    int y = top + HEAD;
    for (Result result : group) {
      if (!result.values().isEmpty()) {
        bar(svg, result, y, (WIDTH - LABELS - FIGURES) / most);
        y += BAR;
      }
    }
    return y;
  }

  private static void bar(StringBuilder svg, Result result, int y, double scale) {
    String name = result.transport();
    String colour = Peers.isOurs(name) ? OURS : Peers.isLimit(name) ? LIMIT : OTHERS;
    double width = result.median() * scale;
    int middle = y + BAR / 2 - 2;
    double right = WIDTH - LABELS - FIGURES;
    svg.append(
        format("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>", LABELS - 8, y + 11, name));
    svg.append(
        format(
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
            LABELS, y, width, BAR - 4, colour));
    svg.append(
        format(
            "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"%s\"/>",
            LABELS + Math.min(right, result.least() * scale),
            LABELS + Math.min(right, result.most() * scale),
            middle,
            middle,
            SPREAD));
    svg.append(
        format(
            "<text x=\"%.1f\" y=\"%d\">%s</text>\n",
            LABELS + Math.max(width, Math.min(right, result.most() * scale)) + 6,
            y + 11,
            MarkdownTable.number(result.median())));
  }

  @SuppressWarnings("AnnotateFormatMethod") // the annotation is a dependency
  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
