package org.poormanspipes.nats;

import java.io.IOException;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.DeviceAddress;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Disposition;

/// Removes a device and all that it holds on the server.
final class DeviceRemoval {

  private DeviceRemoval() {}

  static void remove(DeviceAddress address, boolean force) throws IOException {
    NatsDeviceContext device =
        AttachOperation.attach(address, Disposition.OPEN, java.util.Map.of());
    try {
      for (Store.Entry entry : device.records().all()) {
        removePipe(device, entry, force);
      }
      for (String stream : device.streams().ofPipes(device.subjects())) {
        device.streams().remove(stream);
      }
      device.streams().remove(device.subjects().stateStream());
    } finally {
      device.close();
    }
  }

  private static void removePipe(NatsDeviceContext device, Store.Entry entry, boolean force)
      throws IOException {
    PipeRecord record;
    try {
      record = ListOperation.visit(device, PipeRecord.of(entry.data()));
    } catch (DeviceException damaged) {
      return;
    }
    if (record == null) {
      return;
    }
    if (!force && !record.handles().isEmpty()) {
      throw new DeviceException(
          Kind.IN_USE,
          "the device '"
              + device.settings().name()
              + "' is in use, its pipe '"
              + PipeName.printable(record.name())
              + "' is open: close it, or remove the device by force");
    }
    DeleteOperation.remove(device, record, true);
  }
}
