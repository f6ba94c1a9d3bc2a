package org.poormanspipes.bench.system;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What the command was asked for.
///
/// @param quick less data and fewer rounds
/// @param parts which
/// @param memory where the pipes and the file are
/// @param out where the report goes
record Settings(boolean quick, List<Part> parts, Path memory, Path out) {

  /// Reads the command line.
  ///
  /// @throws IllegalArgumentException if it can't be read
  static Settings parse(List<String> arguments) {
    boolean quick = false;
    List<Part> parts = Part.local();
    Path memory = Path.of("/dev/shm");
    Path out = Path.of("bench/target/report");
    for (int i = 0; i < arguments.size(); i++) {
      switch (arguments.get(i)) {
        case "--quick" -> quick = true;
        case "--only" -> parts = parts(value(arguments, i++));
        case "--memory" -> memory = path(value(arguments, i++));
        case "--out" -> out = path(value(arguments, i++));
        default ->
            throw new IllegalArgumentException(
                "'" + arguments.get(i) + "' is no option: bench/system/run --help lists them");
      }
    }
    return new Settings(quick, parts, memory, out);
  }

  private static String value(List<String> arguments, int option) {
    if (option + 1 == arguments.size()) {
      throw new IllegalArgumentException(arguments.get(option) + " needs a value");
    }
    return arguments.get(option + 1);
  }

  private static Path path(String word) {
    try {
      return Path.of(word);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("'" + word + "' is no path", e);
    }
  }

  private static List<Part> parts(String words) {
    List<Part> parts = new ArrayList<>();
    for (String word : words.split(",", -1)) {
      parts.add(Part.of(word));
    }
    return parts;
  }

  static String usage() {
    StringBuilder usage =
        new StringBuilder(
            """
            usage: bench/system/run [OPTION]...
              --quick        1 GiB instead of 4, and fewer rounds: about two minutes
              --only PARTS   only these, with commas:
            """);
    for (Part part : Part.values()) {
      usage.append("                   ").append(part.option());
      usage.append(" ".repeat(10 - part.option().length())).append(part.what()).append('\n');
    }
    return usage
        .append(
            """
              --memory DIR   where the pipes and the file are, in memory (/dev/shm)
              --out DIR      where the report goes (bench/target/report)
            exit codes: 0 measured (whatever the figures), 1 something went wrong or was left out,
            2 wrong usage
            """)
        .toString();
  }
}
