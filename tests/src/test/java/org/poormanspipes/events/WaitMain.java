package org.poormanspipes.events;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.time.Timeout;

/// Opens a pipe, waits a moment for data that don't come, and closes it.
final class WaitMain {
  private WaitMain() {}

  /// Does it.
  ///
  /// @param arguments the root directory
  public static void main(String[] arguments) throws IOException {
    try (Device device = Device.open(DeviceOptions.builder().root(Path.of(arguments[0])).build());
        PipeChannel pipe = device.open("WAIT", Access.READ)) {
      pipe.read(ByteBuffer.allocate(1), Timeout.of(Duration.ofMillis(50)));
    }
  }
}
