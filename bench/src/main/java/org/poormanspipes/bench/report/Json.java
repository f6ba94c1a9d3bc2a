package org.poormanspipes.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/// Pieces of JSON.
public final class Json {
  private static final int CONTROLS = 0x20;

  private Json() {}

  /// A number; null if it is none.
  public static String number(double value) {
    return Double.isFinite(value) ? String.format(Locale.ROOT, "%.6g", value) : "null";
  }

  /// A list of numbers.
  public static String numbers(List<Double> values) {
    StringJoiner list = new StringJoiner(", ", "[", "]");
    values.forEach(value -> list.add(number(value)));
    return list.toString();
  }

  /// A document of facts about the machine, and objects that are JSON already.
  public static String document(Map<String, String> facts, List<String> results) {
    StringJoiner machine = new StringJoiner(",\n    ", "{\n    ", "\n  }");
    facts.forEach((name, value) -> machine.add(text(name) + ": " + text(value)));
    StringJoiner all = new StringJoiner(",\n    ", "[\n    ", "\n  ]");
    results.forEach(all::add);
    return "{\n  \"machine\": " + machine + ",\n  \"results\": " + all + "\n}\n";
  }

  /// A string.
  public static String text(String value) {
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
