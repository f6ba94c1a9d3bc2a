package org.poormanspipes.nats;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Removes from the stream what was overwritten, now and then and beside the writer: until then it
/// only takes room on the server, for no reader goes back before the floor.
final class Sweep {

  private static final long EACH_BYTES = 1 << 20;
  private static final long EACH_FRAMES = 4096;

  private final NatsDeviceContext device;
  private final String id;
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private long sweptTo;
  private long sweptAt;

  Sweep(NatsDeviceContext device, String id) {
    this.device = device;
    this.id = id;
  }

  void wrote(Tail tail, PipeRecord record) {
    if (!record.overwrites() && !record.broadcast()) {
      return;
    }
    boolean due =
        tail.sequence() - sweptTo >= EACH_FRAMES
            || tail.position() - sweptAt >= Math.max(EACH_BYTES, record.properties().capacity());
    long floor = record.floor(tail.position());
    if (due && floor > 0 && sweeping.compareAndSet(false, true)) {
      sweptTo = tail.sequence();
      sweptAt = tail.position();
      device.background().run(() -> sweep(floor, tail));
    }
  }

  private void sweep(long before, Tail tail) {
    try {
      Store data = device.dataStore(id);
      Records.Found found = device.records().find(id);
      if (found == null) {
        return;
      }
      PipeRecord record = found.record();
      long floor = Math.min(before, record.floor(tail.position()));
      if (!record.overwrites()) {
        floor = Math.min(floor, Room.slowest(device, record));
      }
      long first = device.streams().info(device.subjects().dataStream(id)).first();
      data.removeBefore(Oldest.lastBelow(data, floor, first, tail.sequence()));
    } catch (IOException | RuntimeException later) {
      // The next sweep does it.
    } finally {
      sweeping.set(false);
    }
  }
}
