package org.poormanspipes.nats;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// How far one writer may write: what it last heard of its readers, who only ever make more room.
final class Room {

  private static final long UNKNOWN = -1;

  private final NatsDeviceContext device;
  private long limit = UNKNOWN;

  Room(NatsDeviceContext device) {
    this.device = device;
  }

  void forget() {
    limit = UNKNOWN;
  }

  /// How much is free; the server is asked only if what is known is not enough.
  long free(PipeRecord record, Tail tail, long wanted) throws IOException {
    if (limit == UNKNOWN || limit - tail.position() < wanted) {
      limit = ask(record);
    }
    return limit - tail.position();
  }

  private long ask(PipeRecord record) throws IOException {
    long oldest = record.broadcast() ? slowest(device, record) : head(device, record).position();
    return oldest == Long.MAX_VALUE ? oldest : oldest + record.properties().capacity();
  }

  /// Where the readers of a queue go on.
  static Cursor head(NatsDeviceContext device, PipeRecord record) throws IOException {
    Store.Entry entry = device.state().last(device.subjects().head(record.id()));
    Cursor head = entry == null ? Cursor.START : Cursor.of(entry.data());
    return new Cursor(
        Math.max(head.position(), record.life().floor()), head.sequence(), head.number());
  }

  /// Where the slowest reader of a broadcast is; as far away as can be if there is none.
  static long slowest(NatsDeviceContext device, PipeRecord record) throws IOException {
    if (record.handles().stream().noneMatch(HandleRecord::reads)) {
      return Long.MAX_VALUE;
    }
    Map<String, Long> cursors = new HashMap<>();
    for (Store.Entry entry : device.state().all(device.subjects().cursors(record.id()))) {
      String handle = entry.subject().substring(entry.subject().lastIndexOf('.') + 1);
      cursors.put(handle, Cursor.of(entry.data()).position());
    }
    long slowest = Long.MAX_VALUE;
    for (HandleRecord handle : record.handles()) {
      if (handle.reads()) {
        slowest = Math.min(slowest, cursors.getOrDefault(handle.id(), handle.began()));
      }
    }
    return Math.max(slowest, record.life().floor());
  }
}
