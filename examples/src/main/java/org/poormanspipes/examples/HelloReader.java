package org.poormanspipes.examples;

import java.io.IOException;
import org.poormanspipes.Device;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;

/// Prints what comes through the pipe `HELLO` until its last writer is gone. Started first, it
/// waits for one.
public final class HelloReader {

  private HelloReader() {}

  /// Reads.
  ///
  /// @param arguments none
  /// @throws IOException if the pipe can't be had
  public static void main(String[] arguments) throws IOException {
    try (Device device = Device.open();
        PipeChannel pipe = device.open("hello", Access.READ)) {
      pipe.inputStream().transferTo(System.out);
      System.out.flush();
    }
  }
}
