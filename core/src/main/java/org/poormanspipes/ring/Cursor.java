package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;
import org.poormanspipes.linux.Words;

/// Where one reader of a broadcast ring reads next: a word of shared memory that only it writes,
/// the number of the message there, and where it began.
public final class Cursor {

  /// The bytes of a cursor: the position, the sequence number, and the first position.
  public static final int SIZE = 24;

  private static final int SEQUENCE = 8;
  private static final int START = 16;

  private final MemorySegment memory;
  private final long at;

  /// A cursor at a place in shared memory.
  ///
  /// @param memory where
  /// @param at where in it, a multiple of 8
  public Cursor(MemorySegment memory, long at) {
    this.memory = memory;
    this.at = at;
  }

  /// Its position, for its own reader.
  ///
  /// @return the position
  long plain() {
    return Words.longPlain(memory, at);
  }

  /// Partner: release(). A writer that sees it moved may overwrite what lies before it.
  ///
  /// @return the position
  public long acquire() {
    return Words.longAcquire(memory, at);
  }

  /// The reader has copied what lies before `position`.
  void release(long position) {
    Words.longRelease(memory, at, position);
  }

  /// Where the reader began.
  ///
  /// @return a position
  public long start() {
    return Words.longOpaque(memory, at + START);
  }

  /// A reader comes. Under the writers' mutex.
  void begin(long position, long sequence) {
    Words.longOpaque(memory, at + START, position);
    sequence(sequence);
    release(position);
  }

  long sequence() {
    return Words.longPlain(memory, at + SEQUENCE);
  }

  void sequence(long number) {
    Words.longOpaque(memory, at + SEQUENCE, number);
  }
}
