package org.poormanspipes.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The command, as a user has it: a program with arguments, standard streams and an exit code.
/// Each test has a root directory of its own; whatever it started is gone after it.
final class Pmp implements BeforeEachCallback, AfterEachCallback {
  private static final Path COMMAND = Path.of(System.getProperty("pmp.command"));
  private static final Path CACHE = Path.of("target", "cache").toAbsolutePath();
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final long PATIENCE_SECONDS = 100;
  private static final int MOST_TRIES = 200;
  private static final String[] FOREIGN = {
    "PMP_DEVICE",
    "PMP_DEBUG",
    "PMP_AOT",
    "PMP_JAVA_OPTIONS",
    "JAVA_TOOL_OPTIONS",
    "LANG",
    "LC_CTYPE"
  };

  private static final AtomicBoolean WARM = new AtomicBoolean();

  private final List<Process> started = new ArrayList<>();
  private Path root = Path.of("none");

  @Override
  public void beforeEach(ExtensionContext context) throws Exception {
    warmUp();
    root =
        Files.isWritable(MEMORY)
            ? Files.createTempDirectory(MEMORY, "pmp-command-")
            : Files.createTempDirectory("pmp-command-");
  }

  /// The first call after a build has the launcher make its AOT cache behind our back; once that is
  /// there, everything is three times as fast. Without it the tests are slower, and the same.
  private void warmUp() throws IOException, InterruptedException {
    if (WARM.getAndSet(true)) {
      return;
    }
    run("--version");
    for (int looks = 0; looks < MOST_TRIES && !isCached(); looks++) {
      Thread.sleep(100);
    }
  }

  private static boolean isCached() throws IOException {
    try (Stream<Path> files = Files.walk(CACHE)) {
      FileTime built = Files.getLastModifiedTime(Path.of(System.getProperty("pmp.app")));
      return files
          .filter(file -> file.toString().endsWith(".aot"))
          .anyMatch(file -> file.toFile().lastModified() >= built.toMillis());
    } catch (NoSuchFileException none) {
      return false;
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    for (Process process : started) {
      kill(process);
    }
    delete(root);
  }

  Path root() {
    return root;
  }

  /// The files of the default device.
  Path device() {
    return root.resolve("example");
  }

  /// Runs the command without input.
  Result run(String... words) throws IOException, InterruptedException {
    return input("", words);
  }

  /// Runs the command with this input.
  Result input(String input, String... words) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>();
    line.add(COMMAND.toString());
    line.addAll(Arrays.asList(words));
    return finish(builder(line), input);
  }

  /// Runs a script of ASCII in which `$PMP` is the command.
  Result bash(String script) throws IOException, InterruptedException {
    return finish(builder(List.of("bash", "-c", script)), "");
  }

  /// Runs the command again and again until it shows some text.
  void untilShown(String text, String... words) throws IOException, InterruptedException {
    Result result = run(words);
    for (int tries = 1; !result.out().contains(text); tries++) {
      if (tries == MOST_TRIES) {
        throw new AssertionError("no \"" + text + "\" in " + result);
      }
      Thread.sleep(20);
      result = run(words);
    }
  }

  /// Waits until a reader sleeps on a pipe.
  void untilAwaited(String name) throws IOException, InterruptedException {
    untilShown(" data ", "handles", name);
  }

  /// Runs any program without input.
  Result program(String... line) throws IOException, InterruptedException {
    return finish(builder(List.of(line)), "");
  }

  /// Starts the command, to be talked to.
  Talk start(String... words) throws IOException {
    List<String> line = new ArrayList<>(List.of("env", "--default-signal=INT,HUP"));
    line.add(COMMAND.toString());
    line.addAll(Arrays.asList(words));
    return new PipeTalk(begin(builder(line).redirectError(Redirect.DISCARD)));
  }

  /// Starts the command on a terminal.
  TerminalTalk terminal(boolean echo, String... words) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(COMMAND.toString());
    line.addAll(Arrays.asList(words));
    return TerminalTalk.start(echo, builder(line));
  }

  /// Prepares a program; its environment knows nothing of the user's.
  ProcessBuilder builder(List<String> line) {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(line));
    Map<String, String> environment = builder.environment();
    environment.keySet().removeAll(Arrays.asList(FOREIGN));
    environment.put("PMP_ROOT", root.toString());
    environment.put("PMP", COMMAND.toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("XDG_CACHE_HOME", CACHE.toString());
    return builder;
  }

  Process begin(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /// Runs a program to its end.
  Result finish(ProcessBuilder builder, String input) throws IOException, InterruptedException {
    Process process = begin(builder);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Thread outReader = Thread.ofVirtual().start(() -> copy(process.getInputStream(), out));
    Thread errReader = Thread.ofVirtual().start(() -> copy(process.getErrorStream(), err));
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    } catch (IOException notInterested) {
      // A program need not read its input.
    }
    String what = String.join(" ", builder.command());
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      kill(process);
      throw new AssertionError(what + " did not end; it said " + out + err);
    }
    outReader.join(10_000);
    errReader.join(10_000);
    return Result.of(what, process.exitValue(), out.toByteArray(), err.toByteArray());
  }

  private static void copy(InputStream from, OutputStream to) {
    try (from) {
      from.transferTo(to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends a process and what it started.
  static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    try {
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Deletes a directory with all that is in it.
  static void delete(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.toList().reversed()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
