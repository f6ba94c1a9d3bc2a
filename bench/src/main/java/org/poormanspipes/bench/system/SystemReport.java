package org.poormanspipes.bench.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.bench.report.Json;
import org.poormanspipes.bench.report.Machine;
import org.poormanspipes.bench.report.MarkdownTable;

/// The rows as text and as JSON.
final class SystemReport {
  private static final String NONE = "-";
  private static final List<String> HEAD =
      List.of("what", "unit", "ours", "min..max", "peer", "its", "min..max", "ours/its", "bar", "");

  private SystemReport() {}

  static String table(List<Row> rows) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(HEAD);
    rows.forEach(row -> cells.add(cells(row)));
    StringBuilder text = new StringBuilder("\n").append(MarkdownTable.of(cells));
    for (Row row : rows) {
      if (!row.note().isEmpty()) {
        text.append("\n* ").append(row.what()).append(": ").append(row.note());
      }
    }
    return text.append('\n').toString();
  }

  private static List<String> cells(Row row) {
    Samples ours = row.ours();
    Samples peer = row.peer();
    Bar bar = row.bar();
    String ratio =
        peer == null ? NONE : String.format(Locale.ROOT, "%.2f", ours.median() / peer.median());
    return List.of(
        row.what(),
        row.unit(),
        MarkdownTable.number(ours.median()),
        spread(ours),
        peer == null ? NONE : peer.name(),
        peer == null ? NONE : MarkdownTable.number(peer.median()),
        peer == null ? NONE : spread(peer),
        ratio,
        bar == null ? NONE : bar.text(row.unit()),
        verdict(row.reached()));
  }

  private static String verdict(@Nullable Boolean reached) {
    return reached == null ? NONE : reached ? "reached" : "FALLS SHORT";
  }

  private static String spread(Samples samples) {
    return MarkdownTable.number(samples.least()) + ".." + MarkdownTable.number(samples.most());
  }

  /// Writes `system.txt` and `system.json`.
  ///
  /// @param load of the machine meanwhile
  /// @param failures what could not be measured
  static void write(Path directory, List<Row> rows, String load, List<String> failures)
      throws IOException {
    Files.createDirectories(directory);
    Map<String, String> facts = Machine.facts();
    facts.put("load", load);
    failures.forEach(failure -> facts.put("failed " + facts.size(), failure));
    StringBuilder text = new StringBuilder();
    facts.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    text.append(table(rows));
    Files.writeString(directory.resolve("system.txt"), text, StandardCharsets.UTF_8);
    List<String> results = rows.stream().map(SystemReport::json).toList();
    Files.writeString(
        directory.resolve("system.json"), Json.document(facts, results), StandardCharsets.UTF_8);
  }

  private static String json(Row row) {
    StringJoiner json = new StringJoiner(", ", "{", "}");
    json.add("\"what\": " + Json.text(row.what()));
    json.add("\"unit\": " + Json.text(row.unit()));
    json.add("\"ours\": " + json(row.ours()));
    Samples peer = row.peer();
    if (peer != null) {
      json.add("\"peer\": " + json(peer));
    }
    Bar bar = row.bar();
    if (bar != null) {
      json.add("\"bar\": " + Json.text(bar.text(row.unit())));
      json.add("\"reached\": " + row.reached());
    }
    json.add("\"note\": " + Json.text(row.note()));
    return json.toString();
  }

  private static String json(Samples samples) {
    return "{\"name\": "
        + Json.text(samples.name())
        + ", \"median\": "
        + Json.number(samples.median())
        + ", \"rounds\": "
        + Json.numbers(samples.values())
        + "}";
  }
}
