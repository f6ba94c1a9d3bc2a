package org.poormanspipes.fuse.wire;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.poormanspipes.driver.Caller;

/// One request of the kernel: a `struct fuse_in_header` and a body, in memory that is used again
/// for the next one. What is read beyond its end is refused.
public final class Request {
  /// Bytes of the header.
  public static final int HEADER = 40;

  private static final int OPCODE = 4;
  private static final int UNIQUE = 8;
  private static final int NODE = 16;
  private static final int UID = 24;
  private static final int GID = 28;
  private static final int PID = 32;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private final MemorySegment memory;
  private long length;

  /// Requests that are received into some memory.
  public Request(MemorySegment memory) {
    this.memory = memory;
  }

  /// Where to receive the next one.
  public MemorySegment memory() {
    return memory;
  }

  /// A request has come.
  ///
  /// @return false if so few bytes can't be one
  public boolean received(long bytes) {
    length = bytes;
    return bytes >= HEADER && Integer.toUnsignedLong(memory.get(INT, 0)) == bytes;
  }

  /// The same request in memory of its own.
  public Request detached() {
    Request copy = new Request(MemorySegment.ofArray(new byte[Math.toIntExact(length)]));
    copy.memory.copyFrom(memory.asSlice(0, length));
    copy.length = length;
    return copy;
  }

  public int opcode() {
    return memory.get(INT, OPCODE);
  }

  /// Its number, which the reply bears.
  public long unique() {
    return memory.get(LONG, UNIQUE);
  }

  /// The node that it is about.
  public long node() {
    return memory.get(LONG, NODE);
  }

  /// Who asks.
  public Caller caller() {
    return new Caller(memory.get(INT, UID), memory.get(INT, GID), ClientProcess.of(thread()));
  }

  /// Which thread asks: what the kernel gives for the number of the process.
  public int thread() {
    return memory.get(INT, PID);
  }

  /// Bytes behind the header.
  public long bodyLength() {
    return length - HEADER;
  }

  /// A number of the body.
  ///
  /// @param offset in the body
  public int int32(long offset) {
    require(offset, Integer.BYTES);
    return memory.get(INT, HEADER + offset);
  }

  /// A number of the body.
  ///
  /// @param offset in the body
  public long int64(long offset) {
    require(offset, Long.BYTES);
    return memory.get(LONG, HEADER + offset);
  }

  /// Bytes of the body.
  ///
  /// @param offset in the body
  public byte[] bytes(long offset, long count) {
    require(offset, count);
    return memory.asSlice(HEADER + offset, count).toArray(ValueLayout.JAVA_BYTE);
  }

  /// A piece of the body, where it lies.
  ///
  /// @param offset in the body
  public MemorySegment slice(long offset, long count) {
    require(offset, count);
    return memory.asSlice(HEADER + offset, count);
  }

  /// Text of the body that ends with a zero byte.
  ///
  /// @param offset in the body
  /// @throws CharacterCodingException if it is not UTF-8
  public String text(long offset) throws CharacterCodingException {
    long end = HEADER + offset;
    while (end < length && memory.get(ValueLayout.JAVA_BYTE, end) != 0) {
      end++;
    }
    byte[] bytes = bytes(offset, end - HEADER - offset);
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }

  /// Where the text behind another begins.
  ///
  /// @param offset of the first, in the body
  public long behindText(long offset) {
    long end = HEADER + offset;
    while (end < length && memory.get(ValueLayout.JAVA_BYTE, end) != 0) {
      end++;
    }
    return end + 1 - HEADER;
  }

  private void require(long offset, long count) {
    if (offset < 0 || count < 0 || HEADER + offset + count > length) {
      throw new IndexOutOfBoundsException(
          "the request has " + bodyLength() + " bytes, asked for " + count + " at " + offset);
    }
  }
}
