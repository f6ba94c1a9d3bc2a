package org.poormanspipes.nats;

import java.io.IOException;
import java.util.Map;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// The settings of a device: looked at anew, and changed.
final class Settings {

  private Settings() {}

  /// As they are now.
  static void refresh(NatsDeviceContext device) throws IOException {
    Store.Entry entry = device.state().last(device.subjects().deviceKey());
    if (entry != null) {
      device.settings(NatsSettings.of(entry.data()));
    }
  }

  static Attributes configure(NatsDeviceContext device, Map<String, String> changes)
      throws IOException {
    while (true) {
      Store.Entry entry = device.state().last(device.subjects().deviceKey());
      NatsSettings before = entry == null ? device.settings() : NatsSettings.of(entry.data());
      NatsSettings after = before.with(changes);
      if (after.caseSensitive() != before.caseSensitive() && !device.records().all().isEmpty()) {
        throw new DeviceException(
            Kind.IN_USE,
            "case-sensitive can be changed only while the device '"
                + before.name()
                + "' has no pipes");
      }
      long revision = entry == null ? 0 : entry.sequence();
      if (device.state().update(device.subjects().deviceKey(), after.bytes(), revision)
          != Store.CONFLICT) {
        device.settings(after);
        return QueryOperation.device(device);
      }
    }
  }
}
