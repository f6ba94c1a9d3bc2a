package org.poormanspipes.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// The examples as processes, over a root directory of each test's own. What was started is gone
/// after the test.
final class Programs implements BeforeEachCallback, AfterEachCallback {
  private static final long LIMIT_SECONDS = 60;

  private final List<Process> started = new ArrayList<>();
  private Path root = Path.of("none");

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    root = Files.createTempDirectory("pmp-examples-");
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    for (Process process : started) {
      process.destroyForcibly().waitFor(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
    try (var files = Files.walk(root)) {
      for (Path file : files.toList().reversed()) {
        Files.delete(file);
      }
    }
  }

  Path root() {
    return root;
  }

  Process start(Class<?> program, String... arguments) throws IOException {
    return start(List.of(), program, arguments);
  }

  Process start(List<String> options, Class<?> program, String... arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PMP_ROOT", root.toString());
    builder.environment().remove("PMP_DEVICE");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    started.add(process);
    return process;
  }

  /// Gives a program all of its input.
  static Process feed(Process process, String input) throws IOException {
    try (OutputStream in = process.getOutputStream()) {
      in.write(input.getBytes(UTF_8));
    }
    return process;
  }

  /// Waits for a program's end.
  ///
  /// @return what it printed
  static String output(Process process) throws Exception {
    FutureTask<byte[]> printed = new FutureTask<>(() -> process.getInputStream().readAllBytes());
    Thread.ofVirtual().start(printed);
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
    assertThat(process.exitValue()).isZero();
    return new String(printed.get(LIMIT_SECONDS, TimeUnit.SECONDS), UTF_8);
  }
}
