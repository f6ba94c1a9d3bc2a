package org.poormanspipes.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/// Stack traces, for those who ask for them.
final class Trace {

  private Trace() {}

  static void print(Throwable cause, Stdio io) {
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    io.warn(trace.toString());
  }
}
