package org.poormanspipes.cli;

import java.util.LinkedHashSet;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/// The syntax of commands as picocli's model, built by hand: reading annotations takes longer.
final class Model {

  /// What the command is, in a sentence.
  static final String SUMMARY = "Named, bounded pipes between processes: open a name, and meet.";

  private Model() {}

  /// The model of one command.
  ///
  /// @param name how the help calls it
  static CommandSpec of(Syntax syntax, String name) {
    CommandSpec spec = CommandSpec.create().name(name);
    spec.usageMessage().description(literal(syntax.summary()));
    spec.usageMessage().sortOptions(false).abbreviateSynopsis(syntax.options().size() > 9);
    if (!syntax.footer().isEmpty()) {
      spec.usageMessage().footer(footer(syntax));
    }
    for (Option option : syntax.options()) {
      spec.addOption(option(option));
    }
    addStandard(spec);
    int index = 0;
    for (Parameter parameter : syntax.parameters()) {
      spec.addPositional(positional(parameter, index++));
    }
    return spec;
  }

  /// The model of all commands.
  static CommandLine all() {
    CommandSpec root = CommandSpec.create().name("pmp");
    root.usageMessage()
        .description(SUMMARY)
        .synopsisSubcommandLabel("COMMAND")
        .sortOptions(false)
        .footer(Overview.FOOTER);
    for (Option option : Devices.OPTIONS) {
      root.addOption(option(option));
    }
    addStandard(root);
    CommandSpec device = CommandSpec.create().name(Commands.DEVICE);
    device.usageMessage().description("Creates, changes, lists and removes devices.");
    device.usageMessage().synopsisSubcommandLabel("COMMAND");
    addStandard(device);
    for (String name : Commands.NAMES) {
      add(name, root, device);
    }
    CommandLine line = new CommandLine(root);
    configure(line);
    return line;
  }

  private static void add(String name, CommandSpec root, CommandSpec device) {
    Command command = Commands.find(name);
    if (command == null) {
      throw new IllegalStateException("name=" + name);
    }
    CommandSpec spec = of(command.syntax(), name);
    String group = Commands.DEVICE + " ";
    if (!name.startsWith(group)) {
      root.addSubcommand(name, spec);
      return;
    }
    if (!root.subcommands().containsKey(Commands.DEVICE)) {
      root.addSubcommand(Commands.DEVICE, device);
    }
    String member = name.substring(group.length());
    device.addSubcommand(member, spec.name(member));
  }

  /// Switches off what would make arguments mean something else than they say.
  static void configure(CommandLine line) {
    line.setExpandAtFiles(false);
    line.setUnmatchedOptionsArePositionalParams(false);
  }

  private static void addStandard(CommandSpec spec) {
    spec.addOption(
        OptionSpec.builder("-h", "--help")
            .usageHelp(true)
            .type(boolean.class)
            .arity("0")
            .description("Shows this help.")
            .build());
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .type(boolean.class)
            .arity("0")
            .description("Shows the version.")
            .build());
  }

  private static OptionSpec option(Option option) {
    OptionSpec.Builder builder =
        OptionSpec.builder(option.names().toArray(String[]::new))
            .description(literal(option.text()));
    String label = option.label();
    if (label == null) {
      return builder.type(boolean.class).arity("0").build();
    }
    builder.paramLabel(label).arity("1");
    if (!option.candidates().isEmpty()) {
      builder.completionCandidates(option.candidates());
    }
    return option.repeats()
        ? builder.type(List.class).auxiliaryTypes(String.class).build()
        : builder.type(String.class).build();
  }

  private static PositionalParamSpec positional(Parameter parameter, int index) {
    boolean several = parameter.most() > 1;
    String most = several ? "*" : Integer.toString(parameter.most());
    PositionalParamSpec.Builder builder =
        PositionalParamSpec.builder()
            .paramLabel(parameter.label())
            .index(several ? index + "..*" : Integer.toString(index))
            .arity(parameter.least() + ".." + most)
            .required(parameter.least() > 0)
            .description(literal(parameter.text()));
    return several
        ? builder.type(List.class).auxiliaryTypes(String.class).build()
        : builder.type(String.class).build();
  }

  private static String[] footer(Syntax syntax) {
    String[] lines = new String[syntax.footer().size() + 1];
    lines[0] = "";
    for (int i = 1; i < lines.length; i++) {
      lines[i] = literal(syntax.footer().get(i - 1));
    }
    return lines;
  }

  /// Text in which picocli finds nothing to replace.
  private static String literal(String text) {
    return text.replace("%", "%%").replace("$", "$$").replace("@|", "@@|");
  }

  /// What picocli understood, as [QuickParser] would have said it.
  static Arguments arguments(Syntax syntax, ParseResult result) {
    Arguments arguments = new Arguments();
    for (Option option : syntax.options()) {
      OptionSpec matched = result.matchedOption(option.name());
      if (matched == null) {
        continue;
      }
      for (String value : matched.originalStringValues()) {
        if (option.isFlag()) {
          arguments.addFlag(option);
        } else {
          arguments.addValue(option, value);
        }
      }
    }
    // One that was found on both sides of "--" is there twice, with all values each time.
    for (PositionalParamSpec operand : new LinkedHashSet<>(result.matchedPositionals())) {
      operand.originalStringValues().forEach(arguments::addOperand);
    }
    return arguments;
  }
}
