package org.poormanspipes.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.Device;

/// The two programs of the README, as two processes.
class HelloTest {
  private static final long LIMIT_SECONDS = 60;

  @TempDir private Path root;
  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void endProcesses() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void aReaderStartedFirstWaitsForTheWriter() throws Exception {
    Process reader = start(HelloReader.class);
    end(start(HelloWriter.class, "hello", "world"));
    assertThat(output(reader)).isEqualTo("hello\nworld\n");
  }

  @Test
  void whatAWriterLeftBehindIsReadLater() throws Exception {
    end(start(HelloWriter.class, "hello"));
    assertThat(output(start(HelloReader.class))).isEqualTo("hello\n");
  }

  private Process start(Class<?> program, String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                placeOf(Device.class) + File.pathSeparator + placeOf(program),
                program.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PMP_ROOT", root.toString());
    builder.environment().remove("PMP_DEVICE");
    builder.redirectError(root.resolve("errors").toFile());
    Process process = builder.start();
    started.add(process);
    return process;
  }

  private static Path placeOf(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  private static void end(Process process) throws InterruptedException {
    assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).as("it ends").isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static String output(Process process) throws IOException, InterruptedException {
    end(process);
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
