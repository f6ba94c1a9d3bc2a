package org.poormanspipes.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.bench.report.Machine;
import org.poormanspipes.bench.report.Report;

/// The command: runs what was asked for, and prints and writes the report.
public final class Main {
  private static final int USAGE = 2;

  private Main() {}

  /// Runs the command.
  public static void main(String[] arguments) throws IOException {
    List<String> given = List.of(arguments);
    if (given.contains("--help") || given.contains("-h")) {
      System.out.print(Settings.usage());
      return;
    }
    Settings settings;
    try {
      settings = Settings.parse(given);
    } catch (IllegalArgumentException e) {
      System.err.println("bench/run: " + e.getMessage());
      System.exit(USAGE);
      return;
    }
    System.exit(run(settings, System.out) ? 0 : 1);
  }

  /// Runs everything.
  ///
  /// @return whether nothing was lost, doubled, spoilt or late beyond patience
  static boolean run(Settings settings, PrintStream out) throws IOException {
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> clean(settings)));
    String before = Machine.load();
    List<Result> results = new ArrayList<>();
    for (Group group : Group.of(settings)) {
      List<Result> found = group.run(settings);
      out.print(Report.text(found));
      out.flush();
      results.addAll(found);
    }
    String load = before + " before, " + Machine.load() + " after";
    Report.write(settings.out(), results, load);
    out.println("Load " + load + ". Written to " + settings.out());
    clean(settings);
    return results.stream().allMatch(result -> result.failure() == null);
  }

  private static void clean(Settings settings) {
    try {
      Directories.delete(settings.directory());
    } catch (IOException e) {
      System.err.println("left behind: " + settings.directory() + ": " + e);
    }
  }
}
