package org.poormanspipes.nats;

import java.io.IOException;

/// Finds the oldest that can be read of a pipe that drops its oldest.
final class Oldest {

  private Oldest() {}

  static Cursor of(NatsDeviceContext device, PipeRecord record, Tail tail) throws IOException {
    Store data = device.dataStore(record.id());
    long floor = record.floor(tail.position());
    long first = device.streams().info(device.subjects().dataStream(record.id())).first();
    long sequence = lastBelow(data, floor, first, tail.sequence());
    for (; sequence <= tail.sequence(); sequence++) {
      Store.Entry entry = data.at(sequence);
      if (entry == null) {
        continue;
      }
      Frame frame = Frame.of(sequence, entry.data(), null);
      if (!record.messages()) {
        long position = Math.max(floor, frame.position());
        return new Cursor(Math.min(position, tail.position()), sequence, frame.number());
      }
      if (frame.isContent() && frame.position() >= floor) {
        return new Cursor(frame.position(), sequence, frame.number());
      }
    }
    return new Cursor(tail.position(), tail.sequence() + 1, tail.number());
  }

  /// The last message that begins at the floor or before.
  static long lastBelow(Store data, long floor, long first, long last) throws IOException {
    long low = first;
    long high = last;
    while (low < high) {
      long middle = low + (high - low + 1) / 2;
      Store.Entry entry = data.at(middle);
      boolean below = entry == null || Frame.of(middle, entry.data(), null).position() <= floor;
      low = below ? middle : low;
      high = below ? high : middle - 1;
    }
    return low;
  }
}
