package org.poormanspipes.bench.jmh;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.poormanspipes.bench.report.Json;
import org.poormanspipes.bench.report.MarkdownTable;

/// What came out for one benchmark with one pipe.
///
/// @param operation what was done
/// @param pipe what with
/// @param nanos for one message or 32 bytes, the median of all iterations
/// @param least of them
/// @param most of them
/// @param bytes that one call allocated on the heap, in the last iterations
/// @param bytesWithSetup as JMH counts, for one message, with what fills or empties the pipe
record Figure(
    String operation,
    String pipe,
    double nanos,
    double least,
    double most,
    double bytes,
    double bytesWithSetup)
    implements Comparable<Figure> {
  /// Less is the harness, spread over many operations.
  private static final double LIMIT = 0.5;

  private static final String ALLOCATED = "gc.alloc.rate.norm";
  private static final List<String> PARAMETERS = List.of("type", "delivery", "whenFull");

  static Figure of(RunResult result) {
    StringJoiner pipe = new StringJoiner(" ");
    for (String parameter : PARAMETERS) {
      String value = result.getParams().getParam(parameter);
      pipe.add(value == null ? "message" : value.toLowerCase(Locale.ROOT));
    }
    String name = result.getParams().getBenchmark();
    List<Double> nanos = new ArrayList<>();
    double bytes = 0;
    double calls = 0;
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        nanos.add(iteration.getPrimaryResult().getScore());
      }
      IterationResult last = last(fork);
      bytes += score(last.getSecondaryResults().get("bytes"));
      calls += score(last.getSecondaryResults().get("calls"));
    }
    nanos.sort(Comparator.naturalOrder());
    return new Figure(
        name.substring(name.lastIndexOf('.') + 1),
        pipe.toString(),
        nanos.get(nanos.size() / 2),
        nanos.getFirst(),
        nanos.getLast(),
        bytes / calls,
        score(result.getSecondaryResults().get(ALLOCATED)));
  }

  /// Where everything is compiled.
  private static IterationResult last(BenchmarkResult fork) {
    return List.copyOf(fork.getIterationResults()).getLast();
  }

  private static double score(@Nullable Result<?> result) {
    return result == null ? Double.NaN : result.getScore();
  }

  /// Also when it is not known.
  boolean allocates() {
    return !(bytes < LIMIT);
  }

  String complaint() {
    return String.format(Locale.ROOT, "%s, %s: a call allocates %.1f B", operation, pipe, bytes);
  }

  static String table(List<Figure> figures) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "operation, 32 B",
            "pipe",
            "median ns",
            "min..max",
            "B/call",
            "gc.alloc.rate.norm",
            ""));
    for (Figure figure : figures) {
      rows.add(
          List.of(
              figure.operation,
              figure.pipe,
              MarkdownTable.number(figure.nanos),
              MarkdownTable.number(figure.least) + ".." + MarkdownTable.number(figure.most),
              String.format(Locale.ROOT, "%.2f", figure.bytes),
              String.format(Locale.ROOT, "%.2f", figure.bytesWithSetup),
              figure.allocates() ? "ALLOCATES" : ""));
    }
    return "\n" + MarkdownTable.of(rows);
  }

  String json() {
    StringJoiner json = new StringJoiner(", ", "{", "}");
    json.add("\"operation\": " + Json.text(operation));
    json.add("\"pipe\": " + Json.text(pipe));
    json.add("\"unit\": \"ns/op\"");
    json.add("\"median\": " + Json.number(nanos));
    json.add("\"least\": " + Json.number(least));
    json.add("\"most\": " + Json.number(most));
    json.add("\"bytes/call\": " + Json.number(bytes));
    json.add("\"gc.alloc.rate.norm\": " + Json.number(bytesWithSetup));
    return json.toString();
  }

  @Override
  public int compareTo(Figure other) {
    return Comparator.comparing(Figure::operation).thenComparing(Figure::pipe).compare(this, other);
  }
}
