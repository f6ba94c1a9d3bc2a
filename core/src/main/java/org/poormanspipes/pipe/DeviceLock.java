package org.poormanspipes.pipe;

import java.io.IOException;
import java.time.Duration;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.events.Events;
import org.poormanspipes.events.RecoveryEvent;
import org.poormanspipes.events.Source;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.mutex.WaitResult;
import org.poormanspipes.time.Timeout;

/// The device's mutex, held: nobody else makes or removes blocks of the device, or books them.
final class DeviceLock implements AutoCloseable {

  /// Making a large ring may take a second; a holder of longer is stopped.
  private static final Timeout PATIENCE = Timeout.of(Duration.ofSeconds(5));

  private final PipeDeviceContext device;

  private DeviceLock(PipeDeviceContext device) {
    this.device = device;
  }

  static DeviceLock acquire(PipeDeviceContext device) throws IOException {
    WaitResult result =
        device.mutex().acquireUninterruptibly(device.process(), WaitReason.LOCK, PATIENCE);
    if (!result.acquired()) {
      throw new DeviceException(
          Kind.BUSY,
          "the device '"
              + device.control().name()
              + "' is locked by a process that does not go on,"
              + " perhaps it is stopped: gave up after "
              + PATIENCE);
    }
    DeviceLock lock = new DeviceLock(device);
    if (result == WaitResult.ABANDONED) {
      lock.recover();
    }
    return lock;
  }

  private void recover() throws IOException {
    RecoveryEvent event = Events.recovering();
    boolean recovered = false;
    try {
      DeviceRecovery.recover(device);
      device.mutex().markRepaired();
      recovered = true;
      Events.recovered(event, new Source(device.control().name(), ""), "device", 1);
    } finally {
      if (!recovered) {
        close();
      }
    }
  }

  @Override
  public void close() {
    device.mutex().release(device.process());
  }
}
