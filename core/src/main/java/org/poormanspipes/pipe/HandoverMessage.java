package org.poormanspipes.pipe;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.pool.BlockLayout;

/// What is said when an unnamed pipe is handed over, beside its descriptors.
///
/// @param answer what comes of it
/// @param number the pipe's number
/// @param descriptors how many come
record HandoverMessage(int answer, long number, int descriptors) {

  static HandoverMessage handed(long number) {
    return new HandoverMessage(HandoverLayout.HANDED, number, UnnamedFiles.COUNT);
  }

  static HandoverMessage refused() {
    return new HandoverMessage(HandoverLayout.REFUSED, 0, 0);
  }

  byte[] encode() {
    ByteBuffer message = ByteBuffer.allocate(HandoverLayout.SIZE).order(ByteOrder.LITTLE_ENDIAN);
    message.putLong(HandoverLayout.MAGIC, HandoverLayout.MAGIC_VALUE);
    message.putInt(HandoverLayout.VERSION, HandoverLayout.CURRENT_VERSION);
    message.putInt(HandoverLayout.ANSWER, answer);
    message.putLong(HandoverLayout.NUMBER, number);
    message.putInt(HandoverLayout.BLOCK_VERSION, BlockLayout.CURRENT_VERSION);
    message.putInt(HandoverLayout.DESCRIPTORS, descriptors);
    return message.array();
  }

  /// Reads a whole message, which may come from anybody.
  static HandoverMessage decode(ByteBuffer bytes) throws DeviceException {
    ByteBuffer message = bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (message.getLong(HandoverLayout.MAGIC) != HandoverLayout.MAGIC_VALUE) {
      throw damaged("what came does not begin as a handover does");
    }
    requireVersion("the handover", message.getInt(HandoverLayout.VERSION), 1);
    requireVersion(
        "the pipe", message.getInt(HandoverLayout.BLOCK_VERSION), BlockLayout.CURRENT_VERSION);
    return new HandoverMessage(
        message.getInt(HandoverLayout.ANSWER),
        message.getLong(HandoverLayout.NUMBER),
        message.getInt(HandoverLayout.DESCRIPTORS));
  }

  private static void requireVersion(String of, int found, int known) throws DeviceException {
    if (found != known) {
      throw new DeviceException(
          Kind.UNSUPPORTED,
          of
              + " has version "
              + Integer.toUnsignedString(found)
              + " and this program knows version "
              + known
              + ": use the same release at both ends");
    }
  }

  static DeviceException damaged(String what) {
    return new DeviceException(Kind.DAMAGED, "can't receive an unnamed pipe: " + what);
  }
}
