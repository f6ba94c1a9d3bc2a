package org.poormanspipes.driver;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// What was looked at and not taken yet: messages that lie behind one another, or a piece of a
/// stream. It is reused. Not for several threads at once.
public final class Preview {

  private static final int FIRST_SIZE = 1 << 16;

  private final MessageBatch messages = new MessageBatch();
  private MemorySegment memory = MemorySegment.NULL;
  private long from;
  private long to;
  private long behind;
  private @Nullable Object place;

  /// An empty one.
  public Preview() {}

  /// The messages; what is written from there leaves it.
  ///
  /// @return none of a stream
  public MessageBatch messages() {
    return messages;
  }

  /// The piece of a stream.
  ///
  /// @return no byte if there are messages
  public MemorySegment bytes() {
    return memory.asSlice(from, to - from);
  }

  /// How much is in it.
  ///
  /// @return messages, or bytes of a stream
  public long count() {
    return to > from ? to - from : messages.size();
  }

  /// The number of the first message or byte that is in it.
  ///
  /// @return a number as of [Origin]; of an empty one, that of what comes behind it
  public long number() {
    return behind - count();
  }

  /// Drops what comes first.
  ///
  /// @param count how many messages or bytes, at most all
  public void skip(long count) {
    if (to > from) {
      from += count;
    } else {
      messages.skip((int) count);
    }
  }

  /// For drivers: empties it.
  ///
  /// @param next the number of what comes behind all that will be added
  /// @param where whatever the driver needs to take it later
  public void begin(long next, Object where) {
    messages.clear();
    from = 0;
    to = 0;
    behind = next;
    place = where;
  }

  /// For drivers: adds to the piece of a stream.
  ///
  /// @param source where from
  /// @param offset where in `source` it begins
  /// @param length how many bytes
  public void add(MemorySegment source, long offset, long length) {
    if (memory.byteSize() < to + length) {
      long size = Math.max(to + length, Math.max(FIRST_SIZE, 2 * memory.byteSize()));
      MemorySegment larger = MemorySegment.ofArray(new byte[Math.toIntExact(size)]);
      MemorySegment.copy(memory, 0, larger, 0, to);
      memory = larger;
    }
    MemorySegment.copy(source, offset, memory, to, length);
    to += length;
  }

  /// For drivers: what was given to [#begin].
  ///
  /// @return null before the first look
  public @Nullable Object place() {
    return place;
  }
}
