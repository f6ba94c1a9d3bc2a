package org.poormanspipes.cli;

/// What the command's exit says.
final class ExitCode {

  /// Done; the end of the stream without data is that too.
  static final int DONE = 0;

  /// Failed, with a sentence on standard error.
  static final int FAILED = 1;

  /// Written wrongly, with a sentence on standard error.
  static final int USAGE = 2;

  /// Nothing came, or not all was taken, in the time given, or a lock was busy.
  static final int NOT_ALL = 3;

  /// Interrupted: 128 and the number of SIGINT.
  static final int INTERRUPTED = 130;

  /// Standard output was closed: 128 and the number of SIGPIPE.
  static final int OUTPUT_CLOSED = 141;

  private ExitCode() {}
}
