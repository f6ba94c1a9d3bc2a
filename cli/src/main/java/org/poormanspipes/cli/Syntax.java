package org.poormanspipes.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a command is written. Grows while a command declares it, and is only read afterwards.
final class Syntax {

  private final String name;
  private final String summary;
  private final List<Option> options = new ArrayList<>();
  private final List<Parameter> parameters = new ArrayList<>();
  private final List<String> footer = new ArrayList<>();

  /// Starts with what every command has.
  ///
  /// @param name the words that choose it, for example `device create`
  /// @param summary what it does, in a sentence
  Syntax(String name, String summary) {
    this.name = name;
    this.summary = summary;
  }

  Syntax with(Option... more) {
    options.addAll(List.of(more));
    return this;
  }

  Syntax with(List<Option> more) {
    options.addAll(more);
    return this;
  }

  Syntax with(Parameter parameter) {
    parameters.add(parameter);
    return this;
  }

  /// Adds lines that the help shows at its end.
  Syntax footer(String... lines) {
    footer.addAll(List.of(lines));
    return this;
  }

  String name() {
    return name;
  }

  String summary() {
    return summary;
  }

  List<Option> options() {
    return options;
  }

  List<Parameter> parameters() {
    return parameters;
  }

  List<String> footer() {
    return footer;
  }

  /// Finds an option by any of its names.
  @Nullable Option option(String written) {
    for (Option option : options) {
      if (option.names().contains(written)) {
        return option;
      }
    }
    return null;
  }

  /// How many operands must be given.
  int leastOperands() {
    int least = 0;
    for (Parameter parameter : parameters) {
      least += parameter.least();
    }
    return least;
  }

  /// How many operands may be given.
  int mostOperands() {
    long most = 0;
    for (Parameter parameter : parameters) {
      most += parameter.most();
    }
    return (int) Math.min(most, Parameter.ANY);
  }
}
