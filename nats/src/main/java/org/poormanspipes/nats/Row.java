package org.poormanspipes.nats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Origin;

/// What a carrier is about to write: it will lie behind a message of the stream, one behind the
/// other, or not at all. What came before it from the same source has arrived.
///
/// ```
///   0         8           16      24
///   [ number ][ sequence ][ most ]
/// ```
///
/// @param number of the first, in its source
/// @param sequence the stream's message that it will follow
/// @param most how many messages at most
record Row(long number, long sequence, long most) {

  private static final int SIZE = 24;
  private static final int SEQUENCE_AT = 8;
  private static final int MOST_AT = 16;

  /// Tells that a row will be written, if it is carried.
  static void tell(
      NatsDeviceContext device, String id, @Nullable Origin first, Tail tail, int most) {
    if (first != null) {
      // On the way of the row, and before it; nobody waits for an answer.
      device.tellState(
          device.subjects().row(id, first.source()),
          new Row(first.number(), tail.sequence(), most).bytes());
    }
  }

  byte[] bytes() {
    return ByteBuffer.allocate(SIZE)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(0, number)
        .putLong(SEQUENCE_AT, sequence)
        .putLong(MOST_AT, most)
        .array();
  }

  /// What was told; nothing of it is believed but that some messages are worth a look.
  static Row of(byte[] bytes) {
    if (bytes.length < SIZE) {
      return new Row(0, 0, 0);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return new Row(
        Math.max(0, buffer.getLong(0)),
        Math.max(0, buffer.getLong(SEQUENCE_AT)),
        Math.clamp(buffer.getLong(MOST_AT), 0, BatchWrite.MOST));
  }
}
