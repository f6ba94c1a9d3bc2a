package org.poormanspipes.driver;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;

/// Messages that are to be written at once, in the order in which they were added. It is reused:
/// what was written leaves it. Not for several threads at once.
///
/// The messages lie behind one another, each behind 8 bytes with its length, padded to a multiple
/// of 8; drivers may take them from there.
public final class MessageBatch {
  private static final int HEADER = Long.BYTES;
  private static final int FIRST_WORDS = 512;

  // Words, so that every header is aligned.
  private long[] words = new long[FIRST_WORDS];
  private MemorySegment memory = MemorySegment.ofArray(words);
  private long from;
  private long to;
  private int size;

  /// An empty batch.
  public MessageBatch() {}

  /// Adds a message: the remaining bytes of a buffer, whose position moves to its limit.
  ///
  /// @param message the message, perhaps empty
  /// @return this
  public MessageBatch add(ByteBuffer message) {
    int length = message.remaining();
    add(MemorySegment.ofBuffer(message), 0, length);
    message.position(message.limit());
    return this;
  }

  /// Adds a message.
  ///
  /// @param source where from
  /// @param offset where in `source` it begins
  /// @param length its length in bytes
  /// @return this
  public MessageBatch add(MemorySegment source, long offset, long length) {
    Objects.checkFromIndexSize(offset, length, source.byteSize());
    long end = to + HEADER + (length + HEADER - 1) / HEADER * HEADER;
    grow(end);
    words[(int) (to / Long.BYTES)] = length;
    MemorySegment.copy(source, offset, memory, to + HEADER, length);
    to = end;
    size++;
    return this;
  }

  private void grow(long bytes) {
    if (bytes > memory.byteSize()) {
      long least = bytes / Long.BYTES + 1;
      words = Arrays.copyOf(words, Math.toIntExact(Math.max(least, 2L * words.length)));
      memory = MemorySegment.ofArray(words);
    }
  }

  /// How many messages are in it.
  ///
  /// @return the number
  public int size() {
    return size;
  }

  /// Whether there is none.
  ///
  /// @return true if it has no messages
  public boolean isEmpty() {
    return size == 0;
  }

  /// Throws away the first messages.
  ///
  /// @param count how many, at most all
  public void skip(int count) {
    Objects.checkIndex(count, size + 1);
    long end = from;
    for (int skipped = 0; skipped < count; skipped++) {
      end += frame(end);
    }
    var _ = drop(end - from);
  }

  /// The bytes of the message at a place, with its length and padding.
  private long frame(long at) {
    return HEADER + (words[(int) (at / Long.BYTES)] + HEADER - 1) / HEADER * HEADER;
  }

  /// Throws away what is in it.
  public void clear() {
    from = 0;
    to = 0;
    size = 0;
  }

  /// For drivers: where the messages lie.
  ///
  /// @return the memory
  public MemorySegment memory() {
    return memory;
  }

  /// For drivers: where the first message begins, with the 8 bytes of its length.
  ///
  /// @return an offset
  public long from() {
    return from;
  }

  /// For drivers: where the last message ends.
  ///
  /// @return an offset
  public long to() {
    return to;
  }

  /// For drivers: the first messages were written.
  ///
  /// @param bytes how many bytes of the memory they take
  /// @return how many messages they are
  public int drop(long bytes) {
    if (bytes == to - from) {
      int all = size;
      clear();
      return all;
    }
    long end = from + bytes;
    int dropped = 0;
    while (from < end) {
      from += frame(from);
      dropped++;
    }
    size -= dropped;
    return dropped;
  }

  @Override
  public String toString() {
    return "MessageBatch[size=" + size + ", bytes=" + (to - from) + "]";
  }
}
