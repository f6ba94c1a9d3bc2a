package org.poormanspipes.fuzz;

import java.io.IOException;
import java.util.List;
import org.poormanspipes.cli.OptionsTarget;
import org.poormanspipes.fuse.server.FuseTarget;

/// All targets by name.
public final class Targets {
  /// Their names; each has a directory of seeds and one of findings.
  public static final List<String> NAMES = List.of("blocks", "fuse", "names", "options");

  private Targets() {}

  /// Makes a target ready.
  static Target of(String name) throws IOException {
    return switch (name) {
      case "blocks" -> new BlocksTarget();
      case "fuse" -> new FuseTarget();
      case "names" -> new NamesTarget();
      case "options" -> new OptionsTarget();
      default ->
          throw new IllegalArgumentException("'" + name + "' is no target: there are " + NAMES);
    };
  }
}
