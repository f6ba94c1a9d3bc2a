package org.poormanspipes.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Another process that runs a command of this program. It is gone when this is closed.
final class Child implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final Process process;

  private Child(Process process) {
    this.process = process;
  }

  /// Starts a command in a root directory of its own.
  static Child start(Path root, String... words) throws IOException {
    List<String> command = new ArrayList<>(Self.command());
    command.addAll(Arrays.asList(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PMP_ROOT", root.toString());
    builder.environment().remove("PMP_DEVICE");
    return new Child(builder.redirectErrorStream(true).start());
  }

  long pid() {
    return process.pid();
  }

  /// Gives it bytes on its standard input, which stays open.
  void type(byte[] bytes) throws IOException {
    OutputStream input = process.getOutputStream();
    input.write(bytes);
    input.flush();
  }

  /// Ends its input, waits for its end and returns all that it printed.
  String output() throws IOException {
    process.getOutputStream().close();
    try (InputStream output = process.getInputStream()) {
      String printed = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      await();
      return printed;
    }
  }

  /// The exit code of a process that has ended.
  int code() {
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Kills it as `kill -9` does.
  void kill() throws IOException {
    process.destroyForcibly();
    await();
  }

  private void await() throws IOException {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new IOException("the process " + pid() + " did not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
