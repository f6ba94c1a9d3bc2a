package org.poormanspipes.testing;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.driver.Access;

/// Another process with a device of its own, which does as it is told: see [PeerMain] for the
/// words. Every answer has a time limit; closing ends the process, however it is doing.
public final class Peer implements AutoCloseable {
  private static final String END_OF_OUTPUT = "\u0000end";

  private final Process process;
  private final BufferedWriter commands;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private volatile String errors = "";

  private Peer(List<String> command) throws IOException {
    process = new ProcessBuilder(command).start();
    commands = process.outputWriter(StandardCharsets.UTF_8);
    Thread.ofPlatform().daemon().start(this::pumpAnswers);
    Thread.ofPlatform().daemon().start(this::pumpErrors);
  }

  /// Starts a process that opens the device of these options.
  public static Peer start(DeviceOptions options) throws IOException {
    return start(List.of(), options.address().toString(), String.valueOf(options.address().root()));
  }

  /// Starts a process through another program, as in `setpriv --reuid 65534`.
  ///
  /// @param prefix the program and its arguments
  /// @param device the address of the device
  /// @param root its root directory, or `null` as a word
  public static Peer start(List<String> prefix, String device, String root) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(ChildJvm.command(PeerMain.class, device, root));
    return new Peer(command);
  }

  /// Sends a command and waits for its answer.
  public String ask(String... words) {
    tell(words);
    return answer();
  }

  /// Sends a command; the caller asks for its [#answer()] later.
  public void tell(String... words) {
    try {
      commands.write(String.join("\t", words));
      commands.newLine();
      commands.flush();
    } catch (IOException e) {
      throw failure("took no command", e);
    }
  }

  /// The next line that the process prints.
  public String answer() {
    String line = answerOrEnd();
    if (line == null) {
      throw failure("ended", null);
    }
    return line;
  }

  /// The next line that the process prints, or null if it has ended.
  public String answerOrEnd() {
    try {
      String line = answers.poll(Eventually.LIMIT.toSeconds(), TimeUnit.SECONDS);
      if (line == null) {
        process.destroyForcibly();
        throw failure("hangs", null);
      }
      return line.equals(END_OF_OUTPUT) ? null : line;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("was interrupted", e);
    }
  }

  /// Opens a pipe under the handle's name `handle`, with properties as `name=value`.
  public void open(String handle, String name, Access access, String... properties) {
    List<String> words = new ArrayList<>(List.of("open", handle, name, access.name()));
    words.addAll(List.of(properties));
    expectOk(ask(words.toArray(String[]::new)));
  }

  /// Writes; returns what the call returned.
  public String write(String handle, byte[] data, String timeout) {
    return ask("write", handle, HexFormat.of().formatHex(data), timeout);
  }

  /// Reads; returns the data as text, or the outcome's word.
  public String read(String handle, int size, String timeout) {
    return ask("read", handle, Integer.toString(size), timeout);
  }

  /// Closes a handle.
  public void close(String handle) {
    expectOk(ask("close", handle));
  }

  /// Ends the process as `kill -9` does, and waits for that.
  public void kill() throws InterruptedException {
    // Through the handle: the process's own method would also throw away what it had printed.
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /// Makes it forget everything, and read up to there what it still had to say; false if that
  /// can't be done.
  boolean reset() {
    try {
      tell("reset");
      String answer = answerOrEnd();
      while (answer != null && !answer.equals("reset")) {
        answer = answerOrEnd();
      }
      return answer != null;
    } catch (AssertionError dead) {
      return false;
    }
  }

  /// From now on it serves another device.
  void serve(DeviceOptions options) {
    String root = String.valueOf(options.address().root());
    expectOk(ask("device", options.address().toString(), root));
  }

  /// The process number.
  public long pid() {
    return process.pid();
  }

  private static void expectOk(String answer) {
    if (!answer.equals("ok")) {
      throw new AssertionError("the other process answered: " + answer);
    }
  }

  private AssertionError failure(String what, Exception cause) {
    return new AssertionError("the other process " + what + ": " + errors, cause);
  }

  private void pumpAnswers() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(answers::add);
    } catch (IOException | RuntimeException closed) {
      errors = closed.toString();
    } finally {
      answers.add(END_OF_OUTPUT);
    }
  }

  private void pumpErrors() {
    try (InputStream stream = process.getErrorStream()) {
      errors = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException closed) {
      errors = closed.toString();
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
