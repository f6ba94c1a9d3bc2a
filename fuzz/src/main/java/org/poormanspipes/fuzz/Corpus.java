package org.poormanspipes.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The inputs that are kept in the tree: seeds to begin with, and findings that were mended.
public final class Corpus {
  private final Path home;

  /// @param home the directory with `seeds` and `findings`, each with a directory for each target
  public Corpus(Path home) {
    this.home = home;
  }

  /// All inputs of a target, by their files' paths below the directory, sorted.
  public Map<String, byte[]> inputs(String target) throws IOException {
    Map<String, byte[]> inputs = new TreeMap<>();
    for (String kind : List.of("seeds", "findings")) {
      Path directory = home.resolve(kind).resolve(target);
      if (!Files.isDirectory(directory)) {
        continue;
      }
      try (Stream<Path> files = Files.list(directory)) {
        for (Path file : files.toList()) {
          if (Files.isRegularFile(file)) {
            inputs.put(home.relativize(file).toString(), Files.readAllBytes(file));
          }
        }
      }
    }
    return inputs;
  }
}
