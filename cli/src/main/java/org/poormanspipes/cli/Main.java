package org.poormanspipes.cli;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The command `pmp`: finds the command that is meant and does it.
public final class Main {

  private Main() {}

  /// Runs a command and ends the process. Everything is written and closed by then, so it ends at
  /// once: an orderly exit would wake up the platform's logging first, which takes longer than most
  /// commands. Only who hands options to the JVM may want what it does at its end, as the flight
  /// recorder, which then writes its file: the launcher says so. A process that a signal ends then
  /// has the signal's exit code, also where to be told to end is no failure: no other could be set
  /// without cutting the recording short.
  ///
  /// @param arguments the command and its arguments
  public static void main(String[] arguments) {
    int code = start(arguments, Stdio.system());
    if (Boolean.getBoolean("pmp.orderly")) {
      // Not from here: what ends the process may wait until this thread has ended.
      new Thread(() -> Runtime.getRuntime().exit(code), "pmp-exit").start();
      return;
    }
    Runtime.getRuntime().halt(code);
  }

  private static int start(String[] arguments, Stdio io) {
    try {
      return run(Words.mend(arguments), io);
    } catch (UsageException e) {
      return Failures.explain(e, null, io);
    }
  }

  /// Runs a command.
  ///
  /// @param words the command and its arguments
  /// @param io where it reads and prints
  /// @return the exit code
  static int run(List<String> words, Stdio io) {
    String known = null;
    try {
      Invocation invocation = Invocation.of(words);
      Command command = find(invocation.command());
      known = command == null ? null : invocation.command();
      int code = dispatch(command, invocation, words, io);
      io.flush();
      return code;
    } catch (UsageException e) {
      return Failures.explain(e, known, io);
    } catch (IOException e) {
      return Failures.explain(e, io);
    } catch (RuntimeException | Error e) {
      return Failures.explain(e, io);
    }
  }

  private static @Nullable Command find(@Nullable String name) {
    return name == null ? null : Commands.find(name);
  }

  private static int dispatch(
      @Nullable Command command, Invocation invocation, List<String> words, Stdio io)
      throws IOException {
    if (words.size() == 1 && isVersion(words.getFirst())) {
      io.println(Version.text());
      return ExitCode.DONE;
    }
    if (command == null) {
      return Usage.overview(invocation.command(), words, io);
    }
    Syntax syntax = command.syntax();
    Arguments arguments = QuickParser.parse(syntax, invocation.arguments());
    if (arguments == null) {
      arguments = Usage.parse(syntax, invocation.arguments(), io);
    }
    return arguments == null ? ExitCode.DONE : command.run(arguments, io);
  }

  private static boolean isVersion(String word) {
    return word.equals("--version") || word.equals("-V");
  }
}
