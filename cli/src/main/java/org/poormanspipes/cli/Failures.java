package org.poormanspipes.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.DeviceException;

/// Turns what went wrong into one sentence on standard error and an exit code.
final class Failures {

  private static final String DEBUG = "PMP_DEBUG";

  private Failures() {}

  /// Something was refused, by the device or by a stream.
  ///
  /// @return the exit code
  static int explain(IOException refusal, Stdio io) {
    if (refusal instanceof OutputException output && output.closed()) {
      return ExitCode.OUTPUT_CLOSED;
    }
    return report(sentence(refusal), code(refusal), refusal, io);
  }

  /// The command was written wrongly.
  ///
  /// @param command its name as far as it is known
  /// @return the exit code
  static int explain(UsageException mistake, @Nullable String command, Stdio io) {
    String help = command == null ? "pmp --help" : "pmp " + command + " --help";
    return report(mistake.getMessage() + "; try '" + help + "'", ExitCode.USAGE, mistake, io);
  }

  /// Something that should not happen.
  ///
  /// @return the exit code
  static int explain(Throwable fault, Stdio io) {
    String sentence =
        fault instanceof OutOfMemoryError
            ? "out of memory: " + fault.getMessage()
            : "internal error: " + fault + "; set " + DEBUG + "=1 for the trace";
    return report(sentence, ExitCode.FAILED, fault, io);
  }

  /// What an exception says to a person.
  static String sentence(IOException refusal) {
    String message = refusal.getMessage();
    boolean none = message == null || message.isBlank() || refusal instanceof FileSystemException;
    return PipeName.printable(none ? refusal.toString() : String.valueOf(message));
  }

  private static int code(IOException refusal) {
    if (refusal instanceof InterruptedIOException) {
      return ExitCode.INTERRUPTED;
    }
    if (!(refusal instanceof DeviceException device)) {
      return ExitCode.FAILED;
    }
    return switch (device.kind()) {
      case INVALID -> ExitCode.USAGE;
      case BUSY -> ExitCode.NOT_ALL;
      default -> ExitCode.FAILED;
    };
  }

  /// What was printed before comes first.
  private static int report(String sentence, int code, Throwable cause, Stdio io) {
    try {
      io.flush();
    } catch (OutputException unheard) {
      cause.addSuppressed(unheard);
    }
    // It quotes what was typed, or stands in memory that anybody may have written.
    io.warn("pmp: " + PipeName.printable(sentence));
    String debug = System.getenv(DEBUG);
    if (debug != null && !debug.isEmpty() && !debug.equals("0")) {
      Trace.print(cause, io);
    }
    return code;
  }
}
