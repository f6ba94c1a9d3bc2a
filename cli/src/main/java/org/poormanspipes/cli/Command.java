package org.poormanspipes.cli;

import java.io.IOException;

/// One of the commands.
interface Command {

  /// How it is written.
  Syntax syntax();

  /// Does it.
  ///
  /// @param arguments what it was called with, shaped as the syntax says
  /// @param io where it reads and prints
  /// @return the exit code
  /// @throws IOException if the device or a stream refuses something; the message is for a person
  int run(Arguments arguments, Stdio io) throws IOException;
}
