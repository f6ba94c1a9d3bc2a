package org.poormanspipes.cli;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The command in a process that goes on after it.
///
/// @param code its exit code
/// @param err what it complained of
public record CommandRun(int code, String err) {

  /// Runs it, with nothing on its standard input.
  ///
  /// @param words the command and its arguments
  public static CommandRun of(List<String> words) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Stdio io = Stdio.of(InputStream.nullInputStream(), new ByteArrayOutputStream(), err);
    int code = Main.run(words, io);
    return new CommandRun(code, err.toString(StandardCharsets.UTF_8).strip());
  }
}
