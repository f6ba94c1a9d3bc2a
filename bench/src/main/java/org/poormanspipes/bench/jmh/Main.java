package org.poormanspipes.bench.jmh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.poormanspipes.bench.report.Json;
import org.poormanspipes.bench.report.Machine;

/// The command: runs the benchmarks, prints a table, and says whether something allocated.
public final class Main {
  private static final int FAILED = 1;
  private static final int USAGE = 2;
  private static final Path OUT = Path.of("bench/target/report");
  private static final String USAGE_TEXT =
      """
      usage: bench/jmh/run [OPTION]... [PATTERN]
        --quick    shorter, and only pipes that block: two minutes (else twenty)
        --verbose  what JMH says, too
        PATTERN    only benchmarks that this regular expression finds, as in 'Reading.poll'
      exit codes: 0 nothing allocated, 1 something did or failed, 2 wrong usage
      """;

  private Main() {}

  /// Runs the command.
  public static void main(String[] arguments) {
    List<String> given = List.of(arguments);
    if (given.contains("--help") || given.contains("-h")) {
      System.out.print(USAGE_TEXT);
      return;
    }
    System.exit(start(given));
  }

  private static int start(List<String> arguments) {
    try {
      return run(arguments) ? 0 : FAILED;
    } catch (IllegalArgumentException e) {
      System.err.println("bench/jmh/run: " + e.getMessage());
      return USAGE;
    } catch (NoBenchmarksException e) {
      System.err.println("bench/jmh/run: the pattern finds no benchmark");
      return USAGE;
    } catch (RunnerException | IOException e) {
      System.err.println("bench/jmh/run: " + e.getMessage());
      return FAILED;
    }
  }

  private static String pattern(List<String> arguments) {
    List<String> patterns = new ArrayList<>();
    for (String word : arguments) {
      if (word.startsWith("-") && !word.equals("--quick") && !word.equals("--verbose")) {
        throw new IllegalArgumentException(
            "'" + word + "' is no option: bench/jmh/run --help lists them");
      }
      if (!word.startsWith("-")) {
        patterns.add(word);
      }
    }
    if (patterns.size() > 1) {
      throw new IllegalArgumentException("one pattern, not " + patterns.size());
    }
    String pattern = patterns.isEmpty() ? "" : patterns.getFirst();
    try {
      return Pattern.compile(pattern).pattern();
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("'" + pattern + "' is no regular expression", e);
    }
  }

  private static ChainedOptionsBuilder options(
      boolean quick, String pattern, VerboseMode verbosity) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(pattern.isEmpty() ? ".*" : pattern)
            // Not those of this JVM, which only waits.
            .jvmArgs(
                "-XX:+UseSerialGC",
                "-Xms256m",
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow")
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(verbosity)
            .forks(quick ? 1 : 2)
            // Much code on each path: the second compiler takes some two seconds.
            .warmupIterations(quick ? 8 : 10)
            .warmupTime(TimeValue.milliseconds(quick ? 300 : 500))
            .measurementIterations(quick ? 3 : 5)
            .measurementTime(TimeValue.milliseconds(quick ? 100 : 300));
    if (quick) {
      options.param("whenFull", "BLOCK");
    }
    return options;
  }

  /// @return whether nothing allocated
  private static boolean run(List<String> arguments) throws RunnerException, IOException {
    boolean quick = arguments.contains("--quick");
    String pattern = pattern(arguments);
    VerboseMode verbosity =
        arguments.contains("--verbose") ? VerboseMode.NORMAL : VerboseMode.SILENT;
    System.err.println("bench/jmh/run: measuring ...");
    String before = Machine.load();
    Collection<RunResult> results = new Runner(options(quick, pattern, verbosity).build()).run();
    List<Figure> figures = results.stream().map(Figure::of).sorted().toList();
    System.out.print(Figure.table(figures));
    List<Figure> allocating = figures.stream().filter(Figure::allocates).toList();
    System.out.println(
        "\nLoad "
            + before
            + " before, "
            + Machine.load()
            + " after. Written to "
            + OUT
            + ": jmh.txt, jmh.json");
    Files.createDirectories(OUT);
    Files.writeString(OUT.resolve("jmh.txt"), Figure.table(figures), StandardCharsets.UTF_8);
    Files.writeString(
        OUT.resolve("jmh.json"),
        Json.document(Machine.facts(), figures.stream().map(Figure::json).toList()),
        StandardCharsets.UTF_8);
    allocating.forEach(figure -> System.out.println("FAILED: " + figure.complaint()));
    return allocating.isEmpty();
  }
}
