package org.poormanspipes.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.poormanspipes.linux.Descriptor.Flag;

/// Another process that does one thing of this package's, says what came of it in a line, and stays
/// until its standard input ends.
final class Child implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;

  private Child(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  /// Starts a child; the prefix is a command that starts the command behind it, such as unshare.
  static Child start(List<String> prefix, String... arguments) throws IOException {
    return start(prefix, "--enable-native-access=ALL-UNNAMED", arguments);
  }

  /// Starts a child that may not call native functions.
  static Child startWithoutAccess(String... arguments) throws IOException {
    return start(List.of(), "--illegal-native-access=deny", arguments);
  }

  private static Child start(List<String> prefix, String access, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(java(access));
    Collections.addAll(command, arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return new Child(builder.start());
  }

  private static List<String> java(String access) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        access,
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        Child.class.getName());
  }

  /// The next line that the child prints.
  String says() throws IOException {
    return String.valueOf(output.readLine());
  }

  long pid() {
    return process.pid();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor();
  }

  /// Ends it politely and waits for that.
  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  public static void main(String[] arguments) throws IOException {
    try {
      Platform.require();
    } catch (UnsupportedOperationException e) {
      say(e.getMessage());
      return;
    }
    Path file = Path.of(arguments[1]);
    long number = Long.parseLong(arguments[2]);
    EnumSet<Flag> flags = EnumSet.of(Flag.READ_WRITE, Flag.CREATE);
    try (Descriptor descriptor = Descriptor.open(file, flags, 0600)) {
      say(perform(arguments[0], descriptor, number));
      while (System.in.read() >= 0) {
        // until the parent closes it
      }
    }
  }

  private static String perform(String verb, Descriptor file, long number) {
    try {
      return switch (verb) {
        case "lock" -> ByteLock.tryLock(file, number) ? "locked" : "refused";
        case "allocate" -> {
          file.allocate(0, number);
          yield "allocated";
        }
        case "pin" -> {
          Mapping.map(file, 0, number, Mapping.Access.READ_WRITE).pin();
          yield "pinned";
        }
        case "await" -> {
          Mapping mapping = Mapping.map(file, 0, 4096, Mapping.Access.READ_WRITE);
          say("waiting");
          int result = Futex.await(mapping.segment(), number, 0, TimeUnit.SECONDS.toNanos(60));
          yield result == Futex.WOKEN ? "woken" : "result " + result;
        }
        default -> "what is " + verb + "?";
      };
    } catch (SystemCallException e) {
      return e.getMessage();
    }
  }

  private static void say(String text) {
    System.out.println(text);
    System.out.flush();
  }
}
