package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// What tests put into rings and take out of them.
final class Payloads {

  static final byte UNTOUCHED = 0x5a;

  private Payloads() {}

  static byte at(long seed, long index) {
    long mixed = (seed * 0x9e37_79b9_7f4a_7c15L + index) * 0xff51_afd7_ed55_8ccdL;
    return (byte) (mixed >>> 40);
  }

  static byte[] bytes(long seed, int length) {
    byte[] bytes = new byte[length];
    for (int index = 0; index < length; index++) {
      bytes[index] = at(seed, index);
    }
    return bytes;
  }

  static long offer(Ring ring, byte[] payload) {
    return ring.offer(
        MemorySegment.ofArray(payload), 0, payload.length, payload.length, Overflow.KEEP_OLDEST);
  }

  static long offerWhatFits(Ring ring, byte[] payload) {
    return ring.offer(MemorySegment.ofArray(payload), 0, payload.length, 1, Overflow.KEEP_OLDEST);
  }

  /// The next piece, at an odd place of a larger buffer; null when there is nothing. Checks that
  /// nothing beside it was touched.
  static byte[] take(Ring ring, int most) {
    return take(ring, most, new Remainder());
  }

  static byte[] take(Ring ring, int most, Remainder remainder) {
    byte[] buffer = new byte[most + 6];
    Arrays.fill(buffer, UNTOUCHED);
    return piece(buffer, ring.take(MemorySegment.ofArray(buffer), 3, most, remainder));
  }

  /// The same beside other readers: one that loses a race leaves its copy in the rest of the
  /// buffer, and one that loses many in a row tries again.
  static byte[] takeInCompetition(Ring ring, int most, Remainder remainder) {
    byte[] buffer = new byte[most + 6];
    Arrays.fill(buffer, UNTOUCHED);
    long count;
    do {
      count = ring.take(MemorySegment.ofArray(buffer), 3, most, remainder);
    } while (count == Ring.CONTENDED);
    return pieceOf(buffer, count, most);
  }

  static byte[] peekInCompetition(Ring ring, int most) {
    byte[] buffer = new byte[most + 6];
    Arrays.fill(buffer, UNTOUCHED);
    return pieceOf(buffer, ring.peek(MemorySegment.ofArray(buffer), 3, most), most);
  }

  static byte[] peek(Ring ring, int most) {
    byte[] buffer = new byte[most + 6];
    Arrays.fill(buffer, UNTOUCHED);
    return piece(buffer, ring.peek(MemorySegment.ofArray(buffer), 3, most));
  }

  private static byte[] piece(byte[] buffer, long count) {
    return pieceOf(buffer, count, count);
  }

  private static byte[] pieceOf(byte[] buffer, long count, long mayTouch) {
    if (count == Ring.NOTHING) {
      return null;
    }
    if (count < 0 || count > buffer.length - 6) {
      throw new AssertionError("count=" + count);
    }
    for (int at = 0; at < buffer.length; at++) {
      if ((at < 3 || at >= 3 + mayTouch) && buffer[at] != UNTOUCHED) {
        throw new AssertionError("the byte at " + (at - 3) + " of " + count + " was touched");
      }
    }
    return Arrays.copyOfRange(buffer, 3, 3 + (int) count);
  }

  static long longOf(byte[] bytes) {
    return MemorySegment.ofArray(bytes).get(ValueLayout.JAVA_LONG_UNALIGNED, 0);
  }
}
