package org.poormanspipes.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Streams that a test fills and looks at.
final class Streams {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Stdio io;

  Streams(String input) {
    io = Stdio.of(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out, err);
  }

  Stdio io() {
    return io;
  }

  /// Runs the command.
  ///
  /// @return its exit code
  int run(String... words) {
    return Main.run(List.of(words), io);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
