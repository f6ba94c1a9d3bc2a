package org.poormanspipes.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.poormanspipes.bench.Result;

/// All results as JSON, each round's figure included.
final class JsonReport {
  private static final int CONTROLS = 0x20;

  private JsonReport() {}

  static String of(List<Result> results, Map<String, String> facts) {
    StringJoiner machine = new StringJoiner(",\n    ", "{\n    ", "\n  }");
    facts.forEach((name, value) -> machine.add(text(name) + ": " + text(value)));
    StringJoiner all = new StringJoiner(",\n    ", "[\n    ", "\n  ]");
    results.forEach(result -> all.add(result(result)));
    return "{\n  \"machine\": " + machine + ",\n  \"results\": " + all + "\n}\n";
  }

  private static String result(Result result) {
    StringJoiner rounds = new StringJoiner(", ", "[", "]");
    result.values().forEach(value -> rounds.add(number(value)));
    StringJoiner details = new StringJoiner(", ", "{", "}");
    result.details().forEach((name, value) -> details.add(text(name) + ": " + number(value)));
    StringJoiner json = new StringJoiner(", ", "{", "}");
    json.add("\"workload\": " + text(result.workload().option()));
    json.add("\"size\": " + result.size());
    json.add("\"transport\": " + text(result.transport()));
    json.add("\"unit\": " + text(result.workload().unit()));
    json.add("\"median\": " + number(result.median()));
    json.add("\"rounds\": " + rounds);
    json.add("\"details\": " + details);
    String failure = result.failure();
    if (failure != null) {
      json.add("\"failure\": " + text(failure));
    }
    return json.toString();
  }

  private static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "null";
  }

  private static String text(String value) {
    StringBuilder json = new StringBuilder("\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < CONTROLS) {
        json.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }
}
