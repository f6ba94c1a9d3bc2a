package org.poormanspipes.mount;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A running program: something is typed, and what it prints is waited for. Waits have an end.
final class Client implements AutoCloseable {
  /// After so many seconds a program that uses a mount is killed.
  static final int WATCHDOG_SECONDS = 40;

  /// How much longer than its watchdog it is waited for.
  private static final long MORE_SECONDS = 20;

  private final String what;
  private final long patienceSeconds;
  private final Process process;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Thread outReader;
  private final Thread errReader;

  /// Starts one that the usual watchdog would end.
  Client(ProcessBuilder builder) throws IOException {
    this(builder, WATCHDOG_SECONDS);
  }

  /// Starts one.
  ///
  /// @param seconds after which its watchdog ends it
  Client(ProcessBuilder builder, int seconds) throws IOException {
    patienceSeconds = seconds + MORE_SECONDS;
    what = String.join(" ", builder.command());
    process = builder.start();
    outReader = Thread.ofVirtual().start(() -> copy(process.getInputStream(), out));
    errReader = Thread.ofVirtual().start(() -> copy(process.getErrorStream(), err));
  }

  private void copy(InputStream from, ByteArrayOutputStream to) {
    byte[] bytes = new byte[8192];
    try (from) {
      for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
        synchronized (this) {
          to.write(bytes, 0, count);
          notifyAll();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  /// Of it and of all that it has started.
  List<Long> pids() {
    List<Long> pids = new ArrayList<>(List.of(pid()));
    process.descendants().forEach(child -> pids.add(child.pid()));
    return pids;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// Gives it a line on its standard input.
  void type(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(UTF_8));
    process.getOutputStream().flush();
  }

  /// Waits until it has printed some text.
  synchronized Client until(String text) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(patienceSeconds);
    while (!out.toString(UTF_8).contains(text)) {
      boolean over = !process.isAlive() && !outReader.isAlive();
      if (over || System.nanoTime() > deadline) {
        throw new AssertionError("no \"" + text + "\" from " + what + ", which said " + out + err);
      }
      wait(20);
    }
    return this;
  }

  /// What it has printed until now.
  synchronized String soFar() {
    return out.toString(UTF_8);
  }

  /// Sends it a signal.
  Client signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, "" + pid()).start().waitFor();
    return this;
  }

  /// Waits for its end.
  Said end() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(patienceSeconds, TimeUnit.SECONDS)) {
      throw new AssertionError(what + " did not end; it said " + out + err);
    }
    outReader.join(10_000);
    errReader.join(10_000);
    synchronized (this) {
      return new Said(what, process.exitValue(), out.toString(UTF_8), err.toString(UTF_8));
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
