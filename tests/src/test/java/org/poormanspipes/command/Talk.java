package org.poormanspipes.command;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;

/// A running program that is talked to: something is typed, and what it prints is waited for. Waits
/// have an end: a program that does not answer fails the test and shows what it said so far.
abstract class Talk implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Process process;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private int read;
  private boolean over;

  Talk(Process process) {
    this.process = process;
  }

  /// Gives it bytes on its standard input.
  abstract void type(byte[] bytes) throws IOException;

  /// Ends its input.
  abstract void endInput() throws IOException;

  /// What ends a line of its output.
  abstract String newline();

  final void type(String text) throws IOException {
    type(text.getBytes(UTF_8));
  }

  final long pid() {
    return process.pid();
  }

  final synchronized void heard(byte[] bytes, int count) {
    if (count < 0) {
      over = true;
    } else {
      printed.write(bytes, 0, count);
    }
    notifyAll();
  }

  /// Waits for some text and takes all that was printed up to its end, newlines as `\n`.
  final synchronized String until(String text) throws InterruptedException {
    String wanted = text.replace("\n", newline());
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    int at = unread().indexOf(wanted);
    while (at < 0) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (over || left <= 0) {
        throw new AssertionError(
            "no \"" + text + "\" in what the program printed: \"" + unread() + "\"");
      }
      wait(left);
      at = unread().indexOf(wanted);
    }
    String taken = unread().substring(0, at + wanted.length());
    read += taken.getBytes(UTF_8).length;
    return taken.replace(newline(), "\n");
  }

  /// Waits for the program's end and takes all that it printed since, newlines as `\n`.
  final String rest() throws InterruptedException {
    if (!process.waitFor(PATIENCE_NANOS, TimeUnit.NANOSECONDS)) {
      throw new AssertionError("the program did not end; it printed \"" + unread() + "\"");
    }
    synchronized (this) {
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      while (!over && deadline - System.nanoTime() > 0) {
        wait(100);
      }
      String rest = unread();
      read = printed.size();
      return rest.replace(newline(), "\n");
    }
  }

  /// Its exit code, after its end.
  final int code() {
    return process.exitValue();
  }

  private synchronized String unread() {
    byte[] all = printed.toByteArray();
    return new String(all, read, all.length - read, UTF_8);
  }

  /// All it printed, a character for each byte.
  final synchronized String bytes() {
    return printed.toString(ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    Pmp.kill(process);
  }
}
