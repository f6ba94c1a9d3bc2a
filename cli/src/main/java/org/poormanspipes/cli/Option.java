package org.poormanspipes.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One option of a command.
///
/// @param names how it may be written; the last is the name it is kept under
/// @param label what stands for its value in the help, or null for a flag
/// @param repeats whether it may be given several times
/// @param candidates the values that it can have, as far as they can be listed
/// @param text what it does, for the help
record Option(
    List<String> names,
    @Nullable String label,
    boolean repeats,
    List<String> candidates,
    String text) {

  static Option flag(String name, String text) {
    return new Option(List.of(name), null, false, List.of(), text);
  }

  static Option value(String name, String label, String text) {
    return new Option(List.of(name), label, false, List.of(), text);
  }

  /// An option with few values.
  ///
  /// @param label unique among the command's choices: the completion script tells them apart by it
  static Option choice(String name, String label, String text, String... candidates) {
    return new Option(List.of(name), label, false, List.of(candidates), text);
  }

  /// The same option, with a second way to write it.
  Option orWritten(String shorter) {
    return new Option(List.of(shorter, name()), label, repeats, candidates, text);
  }

  /// The same option, which may be given several times.
  Option repeated() {
    return new Option(names, label, true, candidates, text);
  }

  String name() {
    return names.getLast();
  }

  boolean isFlag() {
    return label == null;
  }
}
