package org.poormanspipes.bench.transport;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The prepared memory from which a sender's transport copies.
///
/// ```
///   0  head      writer (8 bits) | last (1) | sequence (55)
///   8  checksum  of the head
///  16  body      word i holds body(i)
///  -8  tail      the head's complement
/// ```
public final class Message {
  /// The smallest message: head, checksum, one word of body, tail.
  public static final int SMALLEST = 32;

  private static final int WRITER_SHIFT = 56;
  private static final long LAST = 1L << 55;
  private static final long SEQUENCE = LAST - 1;
  private static final int ALIGNMENT = 64;

  private final MemorySegment segment;
  private final ByteBuffer bytes;
  private final int size;
  private final long writer;

  /// A message of `size` bytes of one of the writers.
  public Message(int size, int writer) {
    if (size < SMALLEST || size % Long.BYTES != 0) {
      throw new IllegalArgumentException(
          "a message has a multiple of 8 bytes, at least " + SMALLEST + ": size=" + size);
    }
    this.size = size;
    this.writer = (long) writer << WRITER_SHIFT;
    this.segment = Arena.global().allocate(size, ALIGNMENT);
    this.bytes = segment.asByteBuffer().order(ByteOrder.nativeOrder());
    for (int at = 2 * Long.BYTES; at < size - Long.BYTES; at += Long.BYTES) {
      segment.set(JAVA_LONG, at, body(at));
    }
  }

  /// Makes this the message of a number.
  public void stamp(long sequence, boolean last) {
    stampHead(writer | (last ? LAST : 0) | sequence);
  }

  /// Makes this the answer to a message with that head.
  public void stampHead(long head) {
    segment.set(JAVA_LONG, 0, head);
    segment.set(JAVA_LONG, Long.BYTES, checksum(head));
    segment.set(JAVA_LONG, size - Long.BYTES, ~head);
  }

  public MemorySegment segment() {
    return segment;
  }

  /// The same memory.
  ByteBuffer bytes() {
    return bytes;
  }

  public int size() {
    return size;
  }

  static int writer(long head) {
    return (int) (head >>> WRITER_SHIFT);
  }

  static boolean isLast(long head) {
    return (head & LAST) != 0;
  }

  static long sequence(long head) {
    return head & SEQUENCE;
  }

  /// Differs in about half the bits for heads that differ in one.
  static long checksum(long head) {
    long mixed = (head ^ 0x6a09e667f3bcc909L) * 0x9e3779b97f4a7c15L;
    return mixed ^ (mixed >>> 32);
  }

  static long body(long at) {
    return (at * 0xbf58476d1ce4e5b9L) ^ 0x3c6ef372fe94f82bL;
  }
}
