package org.poormanspipes.logback;

import java.io.IOException;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;

/// A pipe that is open for writing, with its device.
///
/// @param device the device
/// @param channel the pipe
record Connection(Device device, PipeChannel channel) implements AutoCloseable {

  static Connection open(DeviceOptions where, String pipe, PipeOptions options) throws IOException {
    Device device = Device.open(where);
    boolean opened = false;
    try {
      Connection connection = new Connection(device, device.open(pipe, Access.WRITE, options));
      opened = true;
      return connection;
    } finally {
      if (!opened) {
        device.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (device) {
      channel.close();
    }
  }
}
