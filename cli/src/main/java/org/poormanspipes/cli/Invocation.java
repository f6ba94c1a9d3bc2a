package org.poormanspipes.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which command is meant, and its arguments. `--device` and `--root` may stand before the command
/// too; they are moved behind it.
///
/// @param command the command's name, or null if none can be told
/// @param arguments the rest
record Invocation(@Nullable String command, List<String> arguments) {

  static Invocation of(List<String> words) {
    int at = 0;
    List<String> moved = new ArrayList<>();
    while (at < words.size() && isCommon(words.get(at))) {
      moved.add(words.get(at));
      if (words.get(at).indexOf('=') < 0 && at + 1 < words.size()) {
        at++;
        moved.add(words.get(at));
      }
      at++;
    }
    if (at == words.size() || words.get(at).startsWith("-")) {
      return new Invocation(null, words);
    }
    String name = words.get(at++);
    if (name.equals(Commands.DEVICE) && at < words.size()) {
      name = name + " " + words.get(at++);
    }
    List<String> arguments = new ArrayList<>(moved);
    arguments.addAll(words.subList(at, words.size()));
    return new Invocation(name, arguments);
  }

  private static boolean isCommon(String word) {
    return isOption(word, Devices.DEVICE) || isOption(word, Devices.ROOT);
  }

  private static boolean isOption(String word, Option option) {
    String name = option.name();
    return word.startsWith(name)
        && (word.length() == name.length() || word.charAt(name.length()) == '=');
  }
}
