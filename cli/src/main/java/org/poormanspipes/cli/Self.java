package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How to start this program once more.
final class Self {

  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
  private static final String MAIN = Main.class.getName();

  private Self() {}

  /// The command, to which arguments can be added: as this process was started, if it was started
  /// as the command, else as it could have been.
  static List<String> command() {
    List<String> words = new ArrayList<>();
    for (String word : started()) {
      words.add(word);
      if (word.equals(MAIN) || word.endsWith("/" + MAIN)) {
        return words;
      }
    }
    return assembled();
  }

  private static List<String> started() {
    try {
      return List.of(
          new String(Files.readAllBytes(COMMAND_LINE), StandardCharsets.UTF_8).split("\0"));
    } catch (IOException unknown) {
      return List.of();
    }
  }

  private static List<String> assembled() {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Module module = Main.class.getModule();
    String modules = System.getProperty("jdk.module.path");
    if (module.isNamed() && modules != null) {
      words.addAll(List.of("--enable-native-access=org.poormanspipes", "-p", modules));
      words.addAll(List.of("-m", module.getName() + "/" + MAIN));
    } else {
      words.add("--enable-native-access=ALL-UNNAMED");
      words.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    }
    return words;
  }
}
