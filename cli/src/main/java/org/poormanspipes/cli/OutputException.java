package org.poormanspipes.cli;

import java.io.IOException;

/// Standard output took no more.
final class OutputException extends IOException {

  private static final long serialVersionUID = 1L;

  private final boolean closed;

  /// A failure.
  ///
  /// @param closed whether whoever read it went away, which is no news to anybody
  /// @param cause what the system said
  OutputException(boolean closed, IOException cause) {
    super("could not write to standard output: " + cause.getMessage(), cause);
    this.closed = closed;
  }

  boolean closed() {
    return closed;
  }
}
