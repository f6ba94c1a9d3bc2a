package org.poormanspipes.linux;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// What /proc tells about processes.
final class Processes {

  private static final int LONGEST_NAME = 64;

  /// Set by a launcher whose users know the program by another name than its main class.
  private static final String COMMAND_NAME = "pmp.command.name";

  /// Fields of /proc/pid/stat after the program's name, the first of which is number 3.
  private static final int START_FIELD = 22 - 3;

  private Processes() {}

  static String program() {
    String started =
        System.getProperty(COMMAND_NAME, started(System.getProperty("sun.java.command", "")));
    String name = started.isEmpty() ? read("/proc/self/comm").strip() : started;
    return name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }

  /// The main class or jar in what the launcher was told: `org.x.Main`, `m/org.x.Main` or
  /// `/a/b.jar`, then arguments.
  static String started(String command) {
    int space = command.indexOf(' ');
    String target = space < 0 ? command : command.substring(0, space);
    String last = target.substring(target.lastIndexOf('/') + 1);
    return last.endsWith(".jar") ? last : last.substring(last.lastIndexOf('.') + 1);
  }

  static long start(int pid) {
    String stat = read("/proc/" + pid + "/stat");
    // The second field is the program's name, which may hold anything, also spaces and brackets.
    int name = stat.lastIndexOf(')');
    if (name < 0) {
      return -1;
    }
    int at = name + 2;
    for (int field = 0; field < START_FIELD; field++) {
      at = stat.indexOf(' ', at) + 1;
    }
    return Long.parseLong(stat, at, stat.indexOf(' ', at), 10);
  }

  /// A whole file; nothing when there is none (any more).
  private static String read(String file) {
    try {
      return new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }
}
