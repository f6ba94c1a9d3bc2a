package org.poormanspipes.bench.worker;

import java.util.LinkedHashMap;
import java.util.Map;

/// What a process found out, by name; goes to the parent as a line.
public final class Figures {
  private final Map<String, String> values = new LinkedHashMap<>();

  Figures with(String name, long value) {
    values.put(name, Long.toString(value));
    return this;
  }

  Figures with(String name, double value) {
    values.put(name, Double.toString(value));
    return this;
  }

  /// A number, 0 if nobody gave it.
  public long number(String name) {
    return Long.parseLong(values.getOrDefault(name, "0"));
  }

  /// A number with a fraction, 0 if nobody gave it.
  public double real(String name) {
    return Double.parseDouble(values.getOrDefault(name, "0"));
  }

  String line() {
    StringBuilder line = new StringBuilder();
    values.forEach((name, value) -> line.append(' ').append(name).append('=').append(value));
    return line.toString();
  }

  /// Reads what [#line] wrote.
  public static Figures parse(String line) {
    Figures figures = new Figures();
    for (String word : line.strip().split(" +", -1)) {
      int at = word.indexOf('=');
      if (at > 0) {
        figures.values.put(word.substring(0, at), word.substring(at + 1));
      }
    }
    return figures;
  }
}
