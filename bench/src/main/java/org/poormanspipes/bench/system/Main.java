package org.poormanspipes.bench.system;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.bench.report.Machine;

/// The command: measures the parts that were asked for, and prints and writes the report.
public final class Main {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private Main() {}

  /// Runs the command. The property `pmp.command` names the launcher.
  public static void main(String[] arguments) {
    List<String> given = List.of(arguments);
    if (given.contains("--help") || given.contains("-h")) {
      System.out.print(Settings.usage());
      return;
    }
    System.exit(start(given));
  }

  private static int start(List<String> arguments) {
    try {
      return run(Settings.parse(arguments), System.out) ? 0 : FAILED;
    } catch (IllegalArgumentException e) {
      System.err.println("bench/system/run: " + e.getMessage());
      return USAGE;
    } catch (IOException e) {
      System.err.println("bench/system/run: " + sentence(e));
      return FAILED;
    }
  }

  /// @return whether everything was measured
  private static boolean run(Settings settings, PrintStream out) throws IOException {
    Path pmp = Path.of(System.getProperty("pmp.command", "pmp")).toAbsolutePath().normalize();
    if (!Files.isExecutable(pmp)) {
      throw new IOException(pmp + " is no program");
    }
    String before = Machine.load();
    List<Row> rows = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    Place place = new Place(settings.memory(), pmp, settings.quick(), System.err);
    Thread cleaner = Thread.ofPlatform().unstarted(() -> clean(place));
    Runtime.getRuntime().addShutdownHook(cleaner);
    for (Part part : settings.parts()) {
      try {
        rows.addAll(part.measure(place));
      } catch (IOException e) {
        String why = part.option() + ": " + (e instanceof Shortage ? "not measured: " : "FAILED: ");
        failures.add(why + sentence(e));
      }
    }
    String load = before + " before, " + Machine.load() + " after";
    if (!rows.isEmpty()) {
      out.print(SystemReport.table(rows));
    }
    failures.forEach(out::println);
    SystemReport.write(settings.out(), rows, load, failures);
    out.println("\nLoad " + load + ". Written to " + settings.out() + ": system.txt, system.json");
    return failures.isEmpty();
  }

  private static void clean(Place place) {
    try {
      place.close();
    } catch (IOException e) {
      System.err.println("bench/system/run: left behind: " + sentence(e));
    }
  }

  /// Of files Java says no more than their names.
  private static String sentence(IOException e) {
    return e instanceof FileSystemException file
        ? file.getClass().getSimpleName() + ": " + file.getMessage()
        : String.valueOf(e.getMessage());
  }
}
