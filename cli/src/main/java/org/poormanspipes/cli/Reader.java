package org.poormanspipes.cli;

import java.io.IOException;

/// Takes data from a [Source] and prints them.
interface Reader {

  /// Reads as far as was asked for.
  ///
  /// @return 0 if it got there, else the negative [org.poormanspipes.driver.Outcome] that ended it
  /// @throws IOException if the pipe or the output fails
  int run() throws IOException;

  /// How many messages, or bytes of a stream, were printed.
  long got();
}
