package org.poormanspipes.fuse.wire;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// An answer under construction: a `struct fuse_out_header`, which the channel fills, and a body
/// behind it in the same memory, for one write(2) must take both. One thread's, used again and
/// again.
public final class Reply {
  /// The most that the kernel asks for at once.
  public static final int MAX_BODY = 1 << 20;

  /// Bytes of the header.
  static final int HEADER = 16;

  private static final int ERROR = 4;
  private static final int UNIQUE = 8;
  private static final int SPARE = 4096;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;

  private final MemorySegment memory;
  private long length;

  Reply() {
    memory = Arena.ofAuto().allocate(HEADER + MAX_BODY + SPARE, Long.BYTES);
  }

  /// Begins with an empty body.
  public Reply clear() {
    length = 0;
    return this;
  }

  /// How long the body is.
  public long length() {
    return length;
  }

  /// The memory in which the body lies.
  public MemorySegment memory() {
    return memory;
  }

  /// Where in [#memory] the body begins.
  public long bodyAt() {
    return HEADER;
  }

  /// The body was written in place.
  public void bodyWritten(long bytes) {
    length = bytes;
  }

  public Reply int16(int value) {
    memory.set(ValueLayout.JAVA_SHORT_UNALIGNED, HEADER + length, (short) value);
    length += Short.BYTES;
    return this;
  }

  public Reply int32(int value) {
    memory.set(INT, HEADER + length, value);
    length += Integer.BYTES;
    return this;
  }

  public Reply int64(long value) {
    memory.set(LONG, HEADER + length, value);
    length += Long.BYTES;
    return this;
  }

  public Reply bytes(byte[] value) {
    MemorySegment.copy(value, 0, memory, ValueLayout.JAVA_BYTE, HEADER + length, value.length);
    length += value.length;
    return this;
  }

  /// Adds zeros.
  public Reply zeros(int count) {
    memory.asSlice(HEADER + length, count).fill((byte) 0);
    length += count;
    return this;
  }

  /// Fills the header in.
  ///
  /// @param unique the request's number; 0 for a notice
  /// @param error a negative error number, after which there is no body; or what the notice is
  /// @return what to send
  MemorySegment finish(long unique, int error) {
    long all = HEADER + (error < 0 ? 0 : length);
    memory.set(INT, 0, (int) all);
    memory.set(INT, ERROR, error);
    memory.set(LONG, UNIQUE, unique);
    return memory.asSlice(0, all);
  }
}
