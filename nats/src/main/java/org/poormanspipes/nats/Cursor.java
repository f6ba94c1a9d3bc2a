package org.poormanspipes.nats;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Where reading goes on: for all readers of a queue, or for one of a broadcast.
///
/// ```
///   0           8           16          24
///   [ position ][ sequence ][ number   ]
/// ```
///
/// @param position the position that is read next
/// @param sequence the number of the message of the stream that holds it, or of one before that
/// @param number how many writes lie before it
record Cursor(long position, long sequence, long number) {

  static final Cursor START = new Cursor(0, 1, 0);

  static final int SIZE = 24;
  private static final int SEQUENCE_AT = 8;
  private static final int NUMBER_AT = 16;

  byte[] bytes() {
    return ByteBuffer.allocate(SIZE)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(0, position)
        .putLong(SEQUENCE_AT, sequence)
        .putLong(NUMBER_AT, number)
        .array();
  }

  /// What was kept; from the start if that was something else.
  static Cursor of(byte[] bytes) {
    if (bytes.length < SIZE) {
      return START;
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    return new Cursor(
        Math.max(0, buffer.getLong(0)),
        Math.max(1, buffer.getLong(SEQUENCE_AT)),
        Math.max(0, buffer.getLong(NUMBER_AT)));
  }
}
