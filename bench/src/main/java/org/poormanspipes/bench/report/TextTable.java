package org.poormanspipes.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.bench.Result;
import org.poormanspipes.bench.Workload;

/// One group as a table.
final class TextTable {
  private static final List<String> TRIP_COLUMNS =
      List.of("p50.0", "p99.0", "p99.9", "p99.99", "rate-p50.0", "rate-p99.0", "rate-p99.9");

  private TextTable() {}

  static String of(List<Result> group) {
    Result any = group.getFirst();
    Workload workload = any.workload();
    List<String> columns = columns(group);
    List<Result> peers =
        Peers.of(workload).stream().map(name -> find(group, name)).filter(r -> r != null).toList();
    List<List<String>> rows = new ArrayList<>();
    rows.add(header(workload, columns, peers));
    for (Result result : group) {
      rows.add(row(result, columns, peers));
    }
    StringBuilder text = new StringBuilder();
    text.append("\n").append(title(any)).append("\n\n");
    text.append(MarkdownTable.of(rows));
    for (Result result : group) {
      if (result.failure() != null) {
        text.append("\nFAILED ").append(result.transport()).append(": ");
        text.append(result.failure()).append('\n');
      }
    }
    return text.toString();
  }

  static String title(Result any) {
    int processes = any.workload().writers() + any.workload().readers();
    boolean crowded = processes > Runtime.getRuntime().availableProcessors();
    return any.workload().title()
        + ", "
        + size(any.size())
        + (crowded ? " (oversubscribed: more processes than processors)" : "");
  }

  private static String size(int bytes) {
    return bytes >= 1 << 20
        ? (bytes >> 20) + " MiB"
        : bytes >= 1024 ? (bytes >> 10) + " KiB" : bytes + " B";
  }

  private static List<String> columns(List<Result> group) {
    List<String> columns = new ArrayList<>();
    if (!group.getFirst().workload().isTrip()) {
      columns.addAll(List.of("GB/s", "B/msg", "disturbed"));
      return columns;
    }
    for (String column : TRIP_COLUMNS) {
      if (group.stream().anyMatch(result -> result.details().containsKey(column))) {
        columns.add(column);
      }
    }
    columns.addAll(List.of("B/msg", "disturbed"));
    if (group.getFirst().workload() == Workload.BLOCKING) {
      columns.add("slept");
    }
    return columns;
  }

  private static @Nullable Result find(List<Result> group, String transport) {
    return group.stream()
        .filter(result -> result.transport().equals(transport) && !result.values().isEmpty())
        .findFirst()
        .orElse(null);
  }

  private static List<String> header(Workload workload, List<String> columns, List<Result> peers) {
    List<String> row = new ArrayList<>();
    row.add("transport");
    row.add("median " + workload.unit());
    row.add("min..max");
    columns.forEach(column -> row.add(column.endsWith(".0") ? column.replace(".0", "") : column));
    peers.forEach(peer -> row.add("× " + peer.transport()));
    return row;
  }

  private static List<String> row(Result result, List<String> columns, List<Result> peers) {
    List<String> row = new ArrayList<>();
    row.add(result.transport());
    boolean none = result.values().isEmpty();
    row.add(none ? "-" : MarkdownTable.number(result.median()));
    row.add(
        none
            ? "-"
            : MarkdownTable.number(result.least()) + ".." + MarkdownTable.number(result.most()));
    Map<String, Double> details = result.details();
    for (String column : columns) {
      Double value = details.get(column);
      row.add(value == null ? "-" : MarkdownTable.number(value));
    }
    for (Result peer : peers) {
      row.add(none ? "-" : String.format(Locale.ROOT, "%.2f", result.median() / peer.median()));
    }
    return row;
  }
}
