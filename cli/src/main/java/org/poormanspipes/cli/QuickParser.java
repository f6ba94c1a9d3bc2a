package org.poormanspipes.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads arguments that are written by the book, without picocli: `--name value`, `--name=value`,
/// `--flag`, operands, `--`. At whatever else it gives up; it never means anything that picocli
/// would not mean too (a test compares the two).
final class QuickParser {

  private static final String END_OF_OPTIONS = "--";

  private final Syntax syntax;
  private final List<String> words;
  private final Arguments arguments = new Arguments();
  private int next;

  private QuickParser(Syntax syntax, List<String> words) {
    this.syntax = syntax;
    this.words = words;
  }

  /// Reads the arguments of a command.
  ///
  /// @return the arguments, or null if picocli must look at them
  static @Nullable Arguments parse(Syntax syntax, List<String> words) {
    QuickParser parser = new QuickParser(syntax, words);
    return parser.readAll() ? parser.arguments : null;
  }

  private boolean readAll() {
    boolean optionsEnded = false;
    while (next < words.size()) {
      String word = words.get(next++);
      if (optionsEnded || word.isEmpty() || word.charAt(0) != '-') {
        arguments.addOperand(word);
      } else if (word.equals(END_OF_OPTIONS)) {
        optionsEnded = true;
      } else if (!readOption(word)) {
        return false;
      }
    }
    int operands = arguments.operands().size();
    return operands >= syntax.leastOperands() && operands <= syntax.mostOperands();
  }

  private boolean readOption(String word) {
    int equals = word.indexOf('=');
    Option option = syntax.option(equals < 0 ? word : word.substring(0, equals));
    if (option == null || (arguments.has(option) && !option.repeats())) {
      return false;
    }
    if (option.isFlag()) {
      arguments.addFlag(option);
      return equals < 0;
    }
    if (equals >= 0) {
      String value = word.substring(equals + 1);
      arguments.addValue(option, value);
      // Picocli refuses one that is an option itself.
      return !value.startsWith("-");
    }
    if (next == words.size() || words.get(next).startsWith("-")) {
      return false;
    }
    arguments.addValue(option, words.get(next++));
    return true;
  }
}
