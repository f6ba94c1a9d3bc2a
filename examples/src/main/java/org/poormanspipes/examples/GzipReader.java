package org.poormanspipes.examples;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;

/// Prints what [GzipWriter] wrote into a pipe. Where the pipe ends, empty and without writers, so
/// does the stream.
public final class GzipReader {

  private GzipReader() {}

  /// Reads.
  ///
  /// @param arguments the pipe's name
  /// @throws IOException if the pipe can't be had, or holds something else
  public static void main(String[] arguments) throws IOException {
    try (Device device = Device.open();
        PipeChannel pipe = device.open(arguments[0], Access.READ);
        InputStream in = new GZIPInputStream(pipe.inputStream())) {
      in.transferTo(System.out);
      System.out.flush();
    }
  }
}
