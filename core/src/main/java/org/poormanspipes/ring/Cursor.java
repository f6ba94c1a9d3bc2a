package org.poormanspipes.ring;

import org.poormanspipes.linux.RawMemory;
import org.poormanspipes.linux.Words;

/// Where one reader of a broadcast ring reads next: a word of shared memory that only it writes,
/// the number of the message there, and where it began.
public final class Cursor {

  /// The bytes of a cursor: the position, the sequence number, and the first position.
  public static final int SIZE = 24;

  static final int POSITION = 0;
  static final int SEQUENCE = 8;
  static final int START = 16;

  private final long at;

  /// A cursor at a place in shared memory.
  ///
  /// @param memory where
  /// @param at where in it, a multiple of 8
  public Cursor(Words memory, long at) {
    this.at = memory.address(at, SIZE);
  }

  /// Its position, for its own reader.
  ///
  /// @return the position
  long plain() {
    return RawMemory.longPlain(at);
  }

  /// Partner: release(). A writer that sees it moved may overwrite what lies before it.
  ///
  /// @return the position
  public long acquire() {
    return RawMemory.longAcquire(at);
  }

  /// The reader has copied what lies before `position`.
  void release(long position) {
    RawMemory.longRelease(at, position);
  }

  /// Where the reader began.
  ///
  /// @return a position
  public long start() {
    return RawMemory.longOpaque(at + START);
  }

  /// A reader comes. Under the writers' mutex.
  void begin(long position, long sequence) {
    RawMemory.longOpaque(at + START, position);
    sequence(sequence);
    release(position);
  }

  /// The number of the message that the reader reads next.
  ///
  /// @return the number, from 0
  public long sequence() {
    return RawMemory.longPlain(at + SEQUENCE);
  }

  void sequence(long number) {
    RawMemory.longOpaque(at + SEQUENCE, number);
  }
}
