package org.poormanspipes.cli;

import java.io.IOException;

/// Does several things, of which some may be refused: the rest is done all the same.
final class Refusals {

  /// One of the things.
  @FunctionalInterface
  interface Step {
    void run() throws IOException;
  }

  private final Stdio io;
  private int code = ExitCode.DONE;

  Refusals(Stdio io) {
    this.io = io;
  }

  /// Does one thing, and says why it was refused if it was.
  void note(Step step) {
    try {
      step.run();
    } catch (IOException e) {
      code = Math.max(code, Failures.explain(e, io));
    }
  }

  /// The exit code of all together: the gravest.
  int code() {
    return code;
  }
}
