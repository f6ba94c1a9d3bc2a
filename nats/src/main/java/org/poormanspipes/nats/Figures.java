package org.poormanspipes.nats;

import java.io.IOException;

/// How much a pipe holds, as it is now on the server.
///
/// @param tail where its stream ends
/// @param oldest the position of the oldest that can be read
/// @param drained up to where everything was read; of a broadcast by readers that are gone
record Figures(Tail tail, long oldest, long drained) {

  static Figures of(NatsDeviceContext device, PipeRecord record) throws IOException {
    Store data = device.dataStore(record.id());
    String subject = device.subjects().data(record.id());
    Tail tail = Tail.read(data, subject, record.messages());
    long floor = record.floor(tail.position());
    if (record.messages() && floor > record.life().floor()) {
      floor = Oldest.of(device, record, tail).position();
    }
    long oldest =
        record.broadcast() ? floor : Math.max(floor, Room.head(device, record).position());
    return new Figures(
        tail, oldest, record.broadcast() ? Math.max(record.life().drained(), floor) : oldest);
  }

  long used() {
    return Math.max(0, tail.position() - oldest);
  }

  /// Whether nothing is left that nobody read.
  boolean isDrained() {
    return drained >= tail.position();
  }
}
