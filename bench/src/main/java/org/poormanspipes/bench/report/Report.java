package org.poormanspipes.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.poormanspipes.bench.Result;

/// What was measured, as text, JSON and a plot.
public final class Report {
  private Report() {}

  /// One group as a table.
  ///
  /// @param results of one workload and one size
  public static String text(List<Result> results) {
    return TextTable.of(results);
  }

  /// Writes `report.txt`, `report.json` and `report.svg`.
  ///
  /// @param directory where to
  /// @param results of all groups
  /// @param load the machine's load meanwhile
  public static void write(Path directory, List<Result> results, String load) throws IOException {
    Files.createDirectories(directory);
    Map<String, String> facts = Machine.facts();
    facts.put("load", load);
    List<List<Result>> groups = groups(results);
    StringBuilder text = new StringBuilder();
    facts.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    groups.forEach(group -> text.append(TextTable.of(group)));
    write(directory.resolve("report.txt"), text.toString());
    write(directory.resolve("report.json"), JsonReport.of(results, facts));
    write(directory.resolve("report.svg"), Plot.of(groups));
  }

  private static void write(Path file, String content) throws IOException {
    Files.writeString(file, content, StandardCharsets.UTF_8);
  }

  private static List<List<Result>> groups(List<Result> results) {
    Map<String, List<Result>> groups = new LinkedHashMap<>();
    for (Result result : results) {
      groups
          .computeIfAbsent(result.workload() + " " + result.size(), _ -> new ArrayList<>())
          .add(result);
    }
    return List.copyOf(groups.values());
  }
}
