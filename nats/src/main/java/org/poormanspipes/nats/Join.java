package org.poormanspipes.nats;

import java.io.IOException;
import org.poormanspipes.StartAt;

/// A reader joins a broadcast that exists: it tells where it is, and then moves the stream on by a
/// note, so that no writer goes on without having heard of it.
final class Join {

  private final NatsDeviceContext device;
  private final PipeRecord record;
  private final HandleRecord handle;
  private final StartAt startAt;

  Join(NatsDeviceContext device, PipeRecord record, HandleRecord handle, StartAt startAt) {
    this.device = device;
    this.record = record;
    this.handle = handle;
    this.startAt = startAt;
  }

  /// @return where it begins to read
  Cursor join() throws IOException {
    Store data = device.dataStore(record.id());
    String subject = device.subjects().data(record.id());
    while (true) {
      Frame last = Tail.frame(Tail.last(data, subject));
      Tail tail = Tail.of(last, record.messages());
      Cursor start =
          startAt == StartAt.OLDEST
              ? Oldest.of(device, record, tail)
              : new Cursor(tail.position(), tail.sequence() + 1, tail.number());
      device.state().put(device.subjects().cursor(record.id(), handle.id()), start.bytes());
      if (Note.follows(data, subject, last, record.life().epoch(), record.messages())) {
        return start;
      }
    }
  }
}
