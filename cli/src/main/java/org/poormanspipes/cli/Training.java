package org.poormanspipes.cli;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Runs the usual commands in one process, so that the launcher can record which classes they need.
/// Prints nothing, waits for nothing and never fails.
public final class Training {

  private static final String INPUT = "one\ntwo\n";
  private static final String NOWHERE = "/dev/null";

  private static final List<List<String>> LESSONS =
      List.of(
          List.of("--version"),
          List.of("create", "T", "--capacity", "64K"),
          List.of("write", "T", "-m", "text"),
          List.of("ls"),
          List.of("ls", "-l"),
          List.of("stat", "T"),
          List.of("stat", "T", "--json"),
          List.of("pool"),
          List.of("handles"),
          List.of("read", "T", "--peek", "--now"),
          List.of("read", "T", "--once"),
          List.of("write", "T"),
          List.of("read", "T", "--wait", "1s"),
          List.of("read", "T", "--now"),
          List.of("write", "M", "--type", "message", "--wait", "1s"),
          List.of("read", "M", "--wait", "1s"),
          List.of("usedriver2", "O"),
          List.of("usedriver3", "O"),
          List.of("set", "T", "--capacity", "128K"),
          List.of("rm", "T", "--force"),
          List.of("device", "ls"),
          List.of("help"),
          List.of("read", "--help"),
          List.of("write", "--mistake"));

  private Training() {}

  /// Runs the commands.
  ///
  /// @param arguments the root directory to work in
  public static void main(String[] arguments) {
    if (arguments.length != 1) {
      return;
    }
    Terminal.is(0);
    try {
      Path input = Files.createTempFile("pmp-training", "");
      try {
        Files.writeString(input, INPUT);
        runAll(arguments[0], input);
      } finally {
        Files.delete(input);
      }
    } catch (IOException untrained) {
      // The command is slower to start, and works all the same.
    }
  }

  private static void runAll(String root, Path input) throws IOException {
    for (List<String> lesson : LESSONS) {
      try (FileInputStream in = new FileInputStream(input.toFile());
          FileOutputStream out = new FileOutputStream(NOWHERE);
          FileOutputStream err = new FileOutputStream(NOWHERE)) {
        Main.run(inRoot(root, lesson), Stdio.of(in, out, err));
      }
    }
  }

  private static List<String> inRoot(String root, List<String> lesson) {
    if (lesson.size() == 1) {
      return lesson;
    }
    List<String> words = new ArrayList<>(List.of("--root", root));
    words.addAll(lesson);
    return words;
  }
}
