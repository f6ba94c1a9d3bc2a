package org.poormanspipes.nats;

import java.io.IOException;
import java.util.Map;
import org.poormanspipes.driver.DeviceAddress;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Disposition;

/// The attach entry point: connects, and finds or makes the device's state.
final class AttachOperation {

  private AttachOperation() {}

  static NatsDeviceContext attach(
      DeviceAddress address, Disposition disposition, Map<String, String> attributes)
      throws IOException {
    NatsAddress parsed = NatsAddress.parse(address.location());
    NatsDeviceContext device = new NatsDeviceContext(parsed);
    boolean attached = false;
    try {
      findOrMake(device, disposition, attributes);
      attached = true;
      return device;
    } catch (Lost gone) {
      throw missing(parsed);
    } finally {
      if (!attached) {
        device.close();
      }
    }
  }

  private static void findOrMake(
      NatsDeviceContext device, Disposition disposition, Map<String, String> attributes)
      throws IOException {
    String stream = device.subjects().stateStream();
    if (disposition == Disposition.OPEN && !device.streams().exists(stream)) {
      throw missing(device.address());
    }
    if (disposition != Disposition.OPEN) {
      device.streams().makeState(device.subjects());
    }
    NatsSettings wanted = NatsSettings.first(device.address().device()).with(attributes);
    Store.Entry entry = device.state().last(device.subjects().deviceKey());
    if (entry == null) {
      boolean made =
          device.state().update(device.subjects().deviceKey(), wanted.bytes(), 0) != Store.CONFLICT;
      device.settings(wanted);
      if (made) {
        return;
      }
      entry = device.state().last(device.subjects().deviceKey());
    }
    if (disposition == Disposition.CREATE) {
      throw new DeviceException(
          Kind.EXISTS, "the device " + device.address().shown() + " exists already: open it");
    }
    if (entry != null) {
      device.settings(NatsSettings.of(entry.data()));
    }
  }

  private static DeviceException missing(NatsAddress address) {
    return new DeviceException(
        Kind.NOT_FOUND,
        "there is no device '"
            + address.device()
            + "' at "
            + address.shown()
            + ": write or create something there first");
  }
}
