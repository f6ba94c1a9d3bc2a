package org.poormanspipes.testing;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32;

/// A message that can be recognised: who wrote it, its number, and a checksum over all of it.
///
/// ```
///   producer (4)  number (4)  filling (0..)  CRC-32 (4)
/// ```
///
/// @param producer who wrote it
/// @param number which of its messages
public record NumberedMessage(int producer, int number) {
  private static final int HEADER = 2 * Integer.BYTES;

  /// The smallest message.
  public static final int MIN_LENGTH = HEADER + Integer.BYTES;

  /// The bytes of the message, with a filling that only the two numbers and the length determine.
  public byte[] bytes(int length) {
    if (length < MIN_LENGTH) {
      throw new IllegalArgumentException("length=" + length);
    }
    ByteBuffer message = ByteBuffer.allocate(length).putInt(producer).putInt(number);
    byte[] filling = new byte[length - MIN_LENGTH];
    new Random(31L * producer + number).nextBytes(filling);
    message.put(filling);
    message.putInt(checksum(message.array(), 0, length - Integer.BYTES));
    return message.array();
  }

  /// Reads a message and checks all of it.
  ///
  /// @throws IllegalStateException if it is torn
  public static NumberedMessage parse(byte[] bytes, int offset, int length) {
    if (length < MIN_LENGTH) {
      throw new IllegalStateException("torn: a message of " + length + " bytes");
    }
    ByteBuffer message = ByteBuffer.wrap(bytes, offset, length);
    NumberedMessage read = new NumberedMessage(message.getInt(), message.getInt());
    int expected = checksum(bytes, offset, length - Integer.BYTES);
    if (message.getInt(offset + length - Integer.BYTES) != expected) {
      throw new IllegalStateException("torn: " + read + " of " + length + " bytes");
    }
    return read;
  }

  private static int checksum(byte[] bytes, int offset, int length) {
    CRC32 checksum = new CRC32();
    checksum.update(bytes, offset, length);
    return (int) checksum.getValue();
  }
}
