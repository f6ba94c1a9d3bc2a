package org.poormanspipes.nats;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Origin;

/// What one message of a pipe's stream carries: what was written at once, and where it lies.
///
/// ```
///   0       1        5           13          21
///   [ kind ][ epoch ][ position ][ number   ][ content … ]
/// ```
///
/// @param sequence its number in the stream
/// @param kind [#CONTENT] or [#NOTE]
/// @param epoch how often the pipe was changed before it was written
/// @param position how much of the capacity was charged before it, since the pipe was made
/// @param number how many writes came before it
/// @param body the whole, header included
/// @param origin where its first byte is from, if it was carried here, and of a note where what
///     follows is from; it stands beside the body, in the headers of the message
@SuppressWarnings("ArrayRecordComponent") // nobody changes it, or compares two
record Frame(
    long sequence,
    byte kind,
    int epoch,
    long position,
    long number,
    byte[] body,
    @Nullable Origin origin) {

  /// Something that was written.
  static final byte CONTENT = 1;

  /// Nothing: it only moves the stream's last sequence on, so that writers look at the state anew.
  static final byte NOTE = 2;

  static final int HEADER = 21;

  private static final int EPOCH_AT = 1;
  private static final int POSITION_AT = 5;
  private static final int NUMBER_AT = 13;
  private static final int ROUND = 8;

  /// A note at the end of a stream.
  static byte[] note(int epoch, Tail tail) {
    return header(NOTE, epoch, tail, 0).array();
  }

  static byte[] content(int epoch, Tail tail, MemorySegment source, long offset, int length) {
    byte[] body = header(CONTENT, epoch, tail, length).array();
    MemorySegment.copy(source, ValueLayout.JAVA_BYTE, offset, body, HEADER, length);
    return body;
  }

  private static ByteBuffer header(byte kind, int epoch, Tail tail, int length) {
    return ByteBuffer.allocate(HEADER + length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(0, kind)
        .putInt(EPOCH_AT, epoch)
        .putLong(POSITION_AT, tail.position())
        .putLong(NUMBER_AT, tail.number());
  }

  static Frame of(long sequence, byte[] body, @Nullable Origin origin) throws DeviceException {
    ByteBuffer buffer = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    if (body.length < HEADER
        || (body[0] != CONTENT && body[0] != NOTE)
        || buffer.getLong(POSITION_AT) < 0
        || buffer.getLong(NUMBER_AT) < 0) {
      throw new DeviceException(
          Kind.DAMAGED,
          "message "
              + sequence
              + " of a pipe's stream was not written by pmp: nobody else may publish there;"
              + " 'pmp rm' removes the pipe");
    }
    return new Frame(
        sequence,
        body[0],
        buffer.getInt(EPOCH_AT),
        buffer.getLong(POSITION_AT),
        buffer.getLong(NUMBER_AT),
        body,
        origin);
  }

  /// Where a byte of the content is from; of a message, where the message is.
  @Nullable Origin originAt(int from, boolean messages) {
    return origin == null || messages ? origin : origin.plus(from);
  }

  /// Where what follows it is from, if that is carried from there too.
  @Nullable Origin originBehind(boolean messages) {
    return origin == null || !isContent() ? origin : origin.plus(messages ? 1 : length());
  }

  boolean isContent() {
    return kind == CONTENT;
  }

  int length() {
    return body.length - HEADER;
  }

  /// How much of the capacity it takes.
  long charge(boolean messages) {
    return isContent() ? charge(length(), messages) : 0;
  }

  static long charge(long length, boolean messages) {
    return messages ? ROUND + (length + ROUND - 1) / ROUND * ROUND : length;
  }

  /// The position behind it.
  long end(boolean messages) {
    return position + charge(messages);
  }

  /// How many writes there were with this one.
  long numberAfter() {
    return number + (isContent() ? 1 : 0);
  }

  void copyTo(int from, MemorySegment target, long offset, int length) {
    MemorySegment.copy(body, HEADER + from, target, ValueLayout.JAVA_BYTE, offset, length);
  }
}
