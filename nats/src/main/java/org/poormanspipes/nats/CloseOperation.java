package org.poormanspipes.nats;

import java.io.IOException;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// Cleanup and close of a handle: ends its waits, and strikes it out of the record, with what it
/// moved added to the pipe's totals. If it was the last, the pipe may go with it.
final class CloseOperation {

  private CloseOperation() {}

  static void close(NatsDeviceContext device, NatsHandle handle) throws IOException {
    handle.end();
    awaitWrite(handle);
    device.remove(handle);
    String id = handle.id();
    try {
      LastClose.settle(
          device,
          id,
          record -> {
            PipeRecord left = record.without(handle.handle().id(), handle.counters().totals());
            return left.with(drained(device, handle, left));
          });
      if (handle.handle().reads() && handle.reading() instanceof BroadcastSide) {
        device.state().removeAll(device.subjects().cursor(id, handle.handle().id()));
      }
    } catch (Lost gone) {
      // With its device.
    } catch (DeviceException unreachable) {
      boolean unheard = unreachable.kind() == Kind.AWAY || unreachable.kind() == Kind.FAILED;
      if (!unheard || device.api().isUp()) {
        throw unreachable;
      }
      // Who opens or lists strikes it out, when this process has no connection any more.
    }
  }

  /// A write in flight has its end first, so that it is counted.
  private static void awaitWrite(NatsHandle handle) {
    handle.writeLock().lock();
    try {
      handle.waiting();
    } finally {
      handle.writeLock().unlock();
    }
  }

  /// Up to where the readers that are gone read everything, from the first on.
  private static PipeRecord.Life drained(
      NatsDeviceContext device, NatsHandle handle, PipeRecord record) throws IOException {
    PipeRecord.Life life = record.life();
    if (!(handle.reading() instanceof BroadcastSide side)
        || !handle.handle().reads()
        || record.deleted()) {
      return life;
    }
    long before = Figures.of(device, record).drained();
    long after = handle.began() <= before ? Math.max(before, side.position()) : before;
    return life.drainedTo(after);
  }
}
