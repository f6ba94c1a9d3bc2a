package org.poormanspipes.bench.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Where it was measured.
public final class Machine {
  private static final String MODEL = "model name";

  private Machine() {}

  /// What a reader has to know to compare.
  public static Map<String, String> facts() throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("processors", Runtime.getRuntime().availableProcessors() + " × " + model());
    facts.put("kernel", System.getProperty("os.version", "?"));
    facts.put("java", Runtime.version().toString());
    return facts;
  }

  private static String model() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/cpuinfo"), StandardCharsets.UTF_8)) {
      if (line.startsWith(MODEL)) {
        return line.substring(line.indexOf(':') + 1).strip();
      }
    }
    return System.getProperty("os.arch", "?");
  }

  /// The load of the last minute: above 0 before a run, somebody else was at work.
  ///
  /// @return a number
  public static String load() throws IOException {
    String line = Files.readString(Path.of("/proc/loadavg"), StandardCharsets.UTF_8);
    return line.substring(0, line.indexOf(' '));
  }
}
