package org.poormanspipes.cli;

import java.util.List;
import org.poormanspipes.PipeOptions;

/// The properties of a pipe as options, for every command that may create one.
final class PipeArguments {

  private static final String LIFETIME = "--lifetime";

  private static final Option PINNED = Option.flag("--pinned", "Its memory is never paged out.");
  private static final Option NOT_PINNED =
      Option.flag("--no-pinned", "Its memory may be paged out.");

  /// What can be changed later, too.
  private static final List<Option> CHANGEABLE =
      List.of(
          Option.choice(
              "--when-full",
              "POLICY",
              "What a writer meets when it is full: block (waits for room), reject (takes what"
                  + " fits), overwrite (drops the oldest).",
              "block",
              "reject",
              "overwrite"),
          Option.choice(
              LIFETIME,
              "LIFETIME",
              "When it goes away by itself: drain (closed by all, and read), temporary (closed by"
                  + " all), permanent (never).",
              "drain",
              "temporary",
              "permanent"),
          Option.value("--capacity", "SIZE", "How many bytes it holds, as in 1999, 64K or 1M."),
          Option.value("--mode", "MODE", "Its permissions, as in 0660."),
          Option.choice(
              "--access",
              "WHO",
              "Who may use it: user (the same only), group, anyone, root, registered (those of"
                  + " --allow, through the mount).",
              "user",
              "group",
              "anyone",
              "root",
              "registered"),
          Option.value(
              "--allow", "LIST", "Who is registered, as in uid:1001,gid:100,program:/usr/bin/foo."),
          Option.value("--owner", "USER:GROUP", "Whose it is."));

  /// What is fixed when the pipe is created.
  private static final List<Option> FIXED =
      List.of(
          Option.choice(
              "--type",
              "TYPE",
              "What it carries: byte (a stream) or message (boundaries are kept).",
              "byte",
              "message"),
          Option.choice(
              "--delivery",
              "DELIVERY",
              "Who gets the data: queue (one reader) or broadcast (each reader).",
              "queue",
              "broadcast"),
          Option.choice(
              "--profile",
              "PROFILE",
              "Several properties by one word: original is byte, reject, queue, temporary, 1999"
                  + " bytes, anyone.",
              "default",
              "original"));

  private PipeArguments() {}

  /// Declares all properties.
  static Syntax declare(Syntax syntax) {
    return declareChanges(syntax.with(FIXED));
  }

  /// Declares the properties that a pipe without a name can have: nothing but its users' end
  /// removes it.
  static Syntax declareUnnamed(Syntax syntax) {
    syntax.with(FIXED);
    CHANGEABLE.stream().filter(option -> !option.name().equals(LIFETIME)).forEach(syntax::with);
    return syntax.with(PINNED, NOT_PINNED);
  }

  /// Declares the properties that can be changed while the pipe is in use.
  static Syntax declareChanges(Syntax syntax) {
    return syntax.with(CHANGEABLE).with(PINNED, NOT_PINNED);
  }

  /// What was asked for.
  static PipeOptions options(Arguments arguments) {
    PipeOptions.Builder builder = PipeOptions.builder();
    copy(arguments, FIXED, builder);
    copy(arguments, CHANGEABLE, builder);
    if (arguments.has(PINNED) && arguments.has(NOT_PINNED)) {
      throw new UsageException("--pinned and --no-pinned exclude each other");
    }
    if (arguments.has(PINNED) || arguments.has(NOT_PINNED)) {
      builder.attribute("pinned", arguments.has(PINNED) ? "true" : "false");
    }
    return builder.build();
  }

  private static void copy(Arguments arguments, List<Option> options, PipeOptions.Builder builder) {
    for (Option option : options) {
      String value = arguments.value(option);
      if (value != null) {
        builder.attribute(option.name().substring(2), value);
      }
    }
  }

  /// The pipe's name, which must name something.
  static String name(String operand) {
    if (operand.isEmpty() || operand.equals("/") || operand.equals("\\")) {
      throw new UsageException(
          "the name of a pipe can't be '" + operand + "': give it at least one character");
    }
    return operand;
  }
}
