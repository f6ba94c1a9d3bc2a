package org.poormanspipes.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;

/// Writes each of its arguments as a line into the pipe `HELLO`, and ends. Nobody need be reading:
/// what was written stays until it is read.
public final class HelloWriter {

  private HelloWriter() {}

  /// Writes.
  ///
  /// @param lines what to write
  /// @throws IOException if the pipe can't be had
  public static void main(String[] lines) throws IOException {
    try (Device device = Device.open();
        PipeChannel pipe = device.open("HELLO", Access.WRITE)) {
      for (String line : lines) {
        pipe.write(ByteBuffer.wrap((line + "\n").getBytes(UTF_8)));
      }
    }
  }
}
