package org.poormanspipes.crash;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.poormanspipes.testing.ChildJvm;

/// A process with a [Worker] in it.
final class WorkerProcess {
  /// How the JDK shows an end by SIGKILL.
  private static final int KILLED = 128 + 9;

  private static final int DUMP_SECONDS = 20;

  private final Process process;
  private final BufferedWriter input;
  private final Path errors;
  private final boolean interpreted;

  private WorkerProcess(Process process, Path errors, boolean interpreted) {
    this.process = process;
    this.interpreted = interpreted;
    this.input = process.outputWriter(StandardCharsets.UTF_8);
    this.errors = errors;
  }

  /// Starts one.
  ///
  /// @param classPath where it has the library from
  /// @param interpreted whether it runs its code without compiling it: slower, and so stopped at
  ///     other places
  /// @param name for its file of errors
  static WorkerProcess start(Place place, String classPath, boolean interpreted, String name)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            ChildJvm.command(Worker.class, place.root().toString(), place.notes().toString()));
    command.set(command.indexOf("-cp") + 1, classPath);
    command.addAll(
        1,
        List.of(
            interpreted ? "-Xint" : "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:ErrorFile=" + place.notes().resolve("hs_err_%p")));
    Path errors = place.notes().resolve("errors." + name);
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(errors.toFile())
            .start();
    return new WorkerProcess(process, errors, interpreted);
  }

  long pid() {
    return process.pid();
  }

  void tell(String line) throws IOException {
    try {
      input.write(line);
      input.newLine();
      input.flush();
    } catch (IOException broken) {
      throw new IOException("the worker takes no task: " + errors(), broken);
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  boolean interpreted() {
    return interpreted;
  }

  /// For a message: what /proc tells, and where its threads are.
  String describe() throws IOException {
    Path status = Path.of("/proc/" + pid() + "/status");
    if (!Files.exists(status)) {
      return "pid=" + pid() + ", gone";
    }
    String state =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("State") || line.startsWith("Threads"))
            .collect(Collectors.joining(", "));
    String separator = System.lineSeparator();
    return "pid=" + pid() + ", " + state + separator + sleeps() + separator + threads();
  }

  /// Where the kernel has each thread: a JVM that does not answer has no other way to tell.
  private String sleeps() throws IOException {
    StringBuilder sleeps = new StringBuilder();
    try (Stream<Path> threads = Files.list(Path.of("/proc/" + pid() + "/task"))) {
      for (Path thread : threads.toList()) {
        for (String file : List.of("comm", "wchan", "syscall")) {
          sleeps.append(Files.readString(thread.resolve(file)).strip()).append(' ');
        }
        sleeps.append(System.lineSeparator());
      }
    } catch (NoSuchFileException gone) {
      sleeps.append("a thread is gone");
    }
    return sleeps.toString();
  }

  private String threads() throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    if (!isAlive() || !Files.isExecutable(jcmd)) {
      return "";
    }
    Path dump = Files.createTempFile("pmp-threads-", ".txt");
    Process process =
        new ProcessBuilder(jcmd.toString(), "" + pid(), "Thread.print")
            .redirectErrorStream(true)
            .redirectOutput(dump.toFile())
            .start();
    try {
      process.waitFor(DUMP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(dump);
    Files.delete(dump);
    return text;
  }

  /// What it complained about.
  String errors() throws IOException {
    return Files.readString(errors);
  }

  /// Waits for its death by SIGKILL, and looks whether it had complained.
  void bury() throws IOException, InterruptedException {
    awaitEnd();
    SoakFailure.require(
        process.exitValue() == KILLED,
        "process " + pid() + " ended by itself, " + process.exitValue() + ": " + errors());
    try {
      // A dead reader of the pipe to it is no news.
      input.close();
    } catch (IOException broken) {
      SoakFailure.require(!process.isAlive(), "process " + pid() + ": " + broken);
    }
    String complaints = errors();
    SoakFailure.require(complaints.isEmpty(), "process " + pid() + " failed:\n" + complaints);
    Files.delete(errors);
  }

  void destroy() {
    process.destroyForcibly();
  }

  /// Waits for its end, so that it makes no more files.
  void awaitEnd() throws InterruptedException {
    SoakFailure.require(process.waitFor(60, TimeUnit.SECONDS), "process " + pid() + " stays");
  }
}
