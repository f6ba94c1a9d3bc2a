package org.poormanspipes.webpage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads Prometheus's text format 0.0.4 by its letter and takes nothing else: each family has one
/// HELP and one TYPE before its samples, stands together, and no series comes twice.
final class MetricsText {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) (" + NAME + ") (.+)");
  private static final Pattern SAMPLE = Pattern.compile("(?s)(" + NAME + ")(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL =
      Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\\\n]|\\\\[\"\\\\n])*)\"(,|$)");

  /// A family: its type, its help, and its samples by their labels.
  record Family(String type, String help, Map<Map<String, String>, Double> samples) {}

  private final Map<String, Family> families = new LinkedHashMap<>();
  private final Map<String, String> helps = new LinkedHashMap<>();
  private final Set<String> ended = new HashSet<>();
  private String current = "";

  private MetricsText() {}

  static Map<String, Family> parse(String text) {
    if (!text.endsWith("\n")) {
      throw new AssertionError("the last line does not end");
    }
    MetricsText metrics = new MetricsText();
    // At line feeds alone: a carriage return is a character of a label's value.
    List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
    lines.removeLast();
    lines.forEach(metrics::line);
    return metrics.families;
  }

  private void line(String line) {
    if (line.startsWith("#")) {
      Matcher comment = match(COMMENT, line);
      comment(comment.group(1), comment.group(2), comment.group(3));
      return;
    }
    Matcher sample = match(SAMPLE, line);
    Family family = families.get(sample.group(1));
    if (family == null || !current.equals(sample.group(1))) {
      throw new AssertionError("a sample outside its family: " + line);
    }
    String labels = sample.group(2) == null ? "" : sample.group(2);
    if (family.samples.put(labels(labels), Double.valueOf(sample.group(3))) != null) {
      throw new AssertionError("twice: " + line);
    }
  }

  private void comment(String kind, String name, String text) {
    if (kind.equals("HELP")) {
      if (helps.put(name, text) != null || ended.contains(name)) {
        throw new AssertionError("a second HELP of " + name);
      }
      return;
    }
    if (!Set.of("gauge", "counter").contains(text) || families.containsKey(name)) {
      throw new AssertionError("TYPE " + name + " " + text);
    }
    ended.add(current);
    current = name;
    families.put(name, new Family(text, helps.getOrDefault(name, ""), new LinkedHashMap<>()));
  }

  private static Map<String, String> labels(String text) {
    Map<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(text);
    int at = 0;
    while (at < text.length()) {
      if (!label.find(at) || label.start() != at) {
        throw new AssertionError("no label at " + at + " of " + text);
      }
      String value =
          label.group(2).replace("\\\\", "\0").replace("\\n", "\n").replace("\\\"", "\"");
      labels.put(label.group(1), value.replace("\0", "\\"));
      at = label.end();
    }
    return labels;
  }

  private static Matcher match(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    if (!matcher.matches()) {
      throw new AssertionError("no " + pattern + ": " + line);
    }
    return matcher;
  }
}
