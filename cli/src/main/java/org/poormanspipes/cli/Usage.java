package org.poormanspipes.cli;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// All that picocli does here: it reads what [QuickParser] gave up at, explains mistakes, and
/// prints help and versions.
final class Usage {

  private Usage() {}

  /// Reads the arguments of a command.
  ///
  /// @return the arguments, or null if help or the version was asked for and printed
  /// @throws UsageException if they are wrong
  /// @throws OutputException if help can't be printed
  static @Nullable Arguments parse(Syntax syntax, List<String> words, Stdio io)
      throws OutputException {
    CommandLine line = new CommandLine(Model.of(syntax, "pmp " + syntax.name()));
    Model.configure(line);
    try {
      ParseResult result = line.parseArgs(words.toArray(String[]::new));
      return printed(line, result, io) ? null : Model.arguments(syntax, result);
    } catch (ParameterException e) {
      throw new UsageException(sentence(e), e);
    }
  }

  /// Answers `pmp`, `pmp --help`, `pmp --version` and whatever names no command.
  ///
  /// @param unknown what stands where a command should, or null if nothing does
  /// @return the exit code
  /// @throws UsageException if the words are wrong
  /// @throws OutputException if help can't be printed
  static int overview(@Nullable String unknown, List<String> words, Stdio io)
      throws OutputException {
    CommandLine all = Model.all();
    ParseResult result;
    try {
      result = all.parseArgs(words.toArray(String[]::new));
    } catch (ParameterException e) {
      boolean command =
          unknown != null && e instanceof UnmatchedArgumentException u && !u.isUnknownOption();
      String mistake =
          command ? "there is no command '" + unknown + "'" + suggestion(e) : sentence(e);
      throw new UsageException(mistake, e);
    }
    CommandLine last = all;
    while (result.hasSubcommand()) {
      result = result.subcommand();
      last = result.commandSpec().commandLine();
    }
    if (printed(last, result, io)) {
      return ExitCode.DONE;
    }
    io.warn(last.getUsageMessage(Ansi.OFF).stripTrailing());
    return ExitCode.USAGE;
  }

  /// Prints the help of a command, or of all.
  ///
  /// @param words the name of the command, none for all
  static void help(List<String> words, Stdio io) throws OutputException {
    CommandLine line = Model.all();
    for (String word : words) {
      CommandLine found = line.getSubcommands().get(word);
      if (found == null) {
        throw new UsageException("there is no command '" + String.join(" ", words) + "'");
      }
      line = found;
    }
    io.print(line.getUsageMessage(Ansi.AUTO));
  }

  private static boolean printed(CommandLine line, ParseResult result, Stdio io)
      throws OutputException {
    if (result.isUsageHelpRequested()) {
      io.print(line.getUsageMessage(Ansi.AUTO));
      return true;
    }
    if (result.isVersionHelpRequested()) {
      io.println(Version.text());
      return true;
    }
    return false;
  }

  private static String sentence(ParameterException mistake) {
    String said = String.valueOf(mistake.getMessage()).strip();
    String sentence = said.substring(0, 1).toLowerCase(Locale.ROOT) + said.substring(1);
    return sentence + suggestion(mistake);
  }

  private static String suggestion(ParameterException mistake) {
    List<String> known =
        mistake instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    return known.isEmpty() ? "" : ": did you mean " + known.getFirst() + "?";
  }
}
