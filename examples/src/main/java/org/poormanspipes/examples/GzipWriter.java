package org.poormanspipes.examples;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;

/// Writes what it reads from standard input, compressed, into a pipe: to whatever takes an
/// `OutputStream`, a pipe is one. [GzipReader] is its counterpart.
public final class GzipWriter {

  private GzipWriter() {}

  /// Writes.
  ///
  /// @param arguments the pipe's name
  /// @throws IOException if the pipe can't be had
  public static void main(String[] arguments) throws IOException {
    try (Device device = Device.open();
        PipeChannel pipe = device.open(arguments[0], Access.WRITE);
        OutputStream out = new GZIPOutputStream(pipe.outputStream())) {
      System.in.transferTo(out);
    }
  }
}
