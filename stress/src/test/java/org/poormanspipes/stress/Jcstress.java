package org.poormanspipes.stress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jcstress.Main;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;

/// Runs jcstress in a JVM of its own, for a time that is known before, and reads what it found. It
/// ends with 0 whatever that is.
final class Jcstress {

  private static final String NATIVE = "--enable-native-access=ALL-UNNAMED";

  private final Path directory;
  private final boolean isLong;

  /// A run.
  ///
  /// @param directory where its files go; emptied before
  /// @param isLong whether all the ways of compiling are tried
  Jcstress(Path directory, boolean isLong) {
    this.directory = directory;
    this.isLong = isLong;
  }

  Path output() {
    return directory.resolve("output.txt");
  }

  private List<String> options() {
    // Two actors need two processors. Yielding, not spinning: on a machine that has other things to
    // do, a thread that spins keeps its partner from running.
    List<String> options = new ArrayList<>(List.of("-c", "2", "-spinStyle", "THREAD_YIELD"));
    options.addAll(List.of("-strideSize", "16", "-strideCount", "40", "-r", "report"));
    if (isLong) {
      options.addAll(List.of("-m", "default", "-jvmArgsPrepend", NATIVE));
    } else {
      // One JVM for each test, with the optimising compiler's randomizers: they move code as far as
      // the memory model lets them.
      options.addAll(List.of("-m", "quick", "-f", "1", "-iters", "2", "-time", "500"));
      options.addAll(List.of("-sc", "false", "-af", "NONE", "-jvmArgs"));
      options.add(
          NATIVE
              + " -Xmx256m -XX:+UseSerialGC -XX:+UnlockDiagnosticVMOptions"
              + " -XX:+StressLCM -XX:+StressGCM -XX:+StressIGVN -XX:+StressCCP");
    }
    return options;
  }

  /// Runs every test.
  ///
  /// @return what each of them found, in each of its ways
  Collection<TestResult> run() throws IOException, InterruptedException {
    empty(directory);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", NATIVE));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(options());
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output().toFile())
            .start();
    try {
      long minutes = isLong ? 240 : 8;
      if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
        throw new AssertionError("jcstress was not done after " + minutes + " minutes: " + tail());
      }
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return results();
  }

  private Collection<TestResult> results() throws IOException {
    InProcessCollector found = new InProcessCollector();
    DiskReadCollector reader = new DiskReadCollector(blob().toString(), found);
    try {
      reader.dump();
    } catch (ClassNotFoundException impossible) {
      throw new IOException(impossible);
    } finally {
      reader.close();
    }
    return found.getTestResults();
  }

  private Path blob() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".bin.gz"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("jcstress left no results: " + tail()));
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(output());
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 30), lines.size()));
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  private static void empty(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    Files.createDirectories(directory);
  }
}
