package org.poormanspipes.bench.system;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.bench.Directories;

/// Where everything happens: a directory in memory, which goes with all processes when this is
/// closed.
final class Place implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 120;
  private static final String QUOTA = Long.toString(8L << 30);
  private static final long SPARE = 256L << 20;

  private final Path directory;
  private final Path pmp;
  private final boolean quick;
  private final PrintStream progress;
  private final Queue<Process> started = new ConcurrentLinkedQueue<>();

  /// @param memory where the directory is made
  /// @param pmp the command
  /// @param quick whether less will do
  /// @param progress where is said what is going on
  Place(Path memory, Path pmp, boolean quick, PrintStream progress) throws IOException {
    if (!Files.isDirectory(memory) || !Files.isWritable(memory)) {
      throw new IOException(memory + " is no directory that can be written to");
    }
    this.directory = make(memory);
    this.pmp = pmp;
    this.quick = quick;
    this.progress = progress;
  }

  private static Path make(Path memory) throws IOException {
    try {
      return Files.createTempDirectory(memory, "pmp-system-");
    } catch (IOException e) {
      throw new IOException("no directory can be made in " + memory, e);
    }
  }

  Path file(String name) {
    return directory.resolve(name);
  }

  /// The root directory of all devices.
  Path root() {
    return directory.resolve("root");
  }

  Path pmp() {
    return pmp;
  }

  boolean quick() {
    return quick;
  }

  void say(String what) {
    progress.println("bench/system/run: " + what + " ...");
  }

  /// A device that may grow; made if it is missing.
  Device device(String name) throws IOException {
    Files.createDirectories(root());
    return Device.open(
        DeviceOptions.builder().root(root()).device(name).attribute("quota-bytes", QUOTA).build());
  }

  /// Looks whether there is room, in the file system and in memory.
  ///
  /// @param files how many files are made
  /// @throws Shortage if there is not
  void need(long bytes, long files) throws IOException {
    long usable = Files.getFileStore(directory).getUsableSpace();
    String parent = String.valueOf(directory.getParent());
    if (usable < bytes + SPARE) {
      throw new Shortage(lack(parent, "MiB", usable >> 20, (bytes + SPARE) >> 20));
    }
    long memory = availableMemory();
    if (memory < bytes + SPARE) {
      throw new Shortage(lack("memory", "MiB", memory >> 20, (bytes + SPARE) >> 20));
    }
    String free = output(List.of("stat", "-f", "-c", "%d", directory.toString())).strip();
    // A file system without a table of files says 0.
    if (!free.equals("0") && Long.parseLong(free) < files) {
      throw new Shortage(lack(parent, "files", Long.parseLong(free), files));
    }
  }

  private static String lack(String where, String unit, long free, long needed) {
    return String.format(
        Locale.ROOT,
        "too little room in %s: %d %s are free, %d are needed",
        where,
        free,
        unit,
        needed);
  }

  private static long availableMemory() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/meminfo"))) {
      if (line.startsWith("MemAvailable:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    return Long.MAX_VALUE;
  }

  /// Starts a program that knows the root directory.
  Process start(ProcessBuilder program) throws IOException {
    program.environment().put("PMP_ROOT", root().toString());
    program.environment().remove("PMP_DEVICE");
    program.environment().put("PMP", pmp.toString());
    Process process = program.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    started.add(process);
    return process;
  }

  /// A JVM that does what [Helper] is told.
  ProcessBuilder helper(String... arguments) {
    return jvm(Helper.class, arguments);
  }

  /// A JVM that runs a main class.
  ProcessBuilder jvm(Class<?> main, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path", ""),
            main.getName()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command);
  }

  /// Runs a script of bash to its end.
  ///
  /// @return how long it took, in seconds
  /// @throws IOException if it fails
  double bash(String script, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("bash", "-c", script, "bash"));
    command.addAll(List.of(arguments));
    long began = System.nanoTime();
    end(start(new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)));
    return (System.nanoTime() - began) / 1e9;
  }

  /// What a program prints.
  String output(List<String> command) throws IOException {
    Process process = start(new ProcessBuilder(command));
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    end(process);
    return output;
  }

  /// Waits for the end of a program.
  ///
  /// @throws IOException if it fails or does not end
  void end(Process process) throws IOException {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        kill(process);
        throw new IOException("did not end: " + process.info().commandLine().orElse("a program"));
      }
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
    started.remove(process);
    if (process.exitValue() != 0) {
      throw new IOException("a program ended with exit code " + process.exitValue());
    }
  }

  /// Kills a program and what it started.
  void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    started.remove(process);
  }

  static void pause(long millis) throws IOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() throws IOException {
    started.forEach(this::kill);
    Directories.delete(directory);
  }
}
