package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;

/// A ring whose reader can look at what it reads where it lies, because its own cursor holds the
/// writers back: a broadcast that does not overwrite. Whoever uses it sees to it that the ring does
/// not begin to overwrite meanwhile.
///
/// For the thread that reads.
public interface InPlace {
  /// Where the reader is.
  ///
  /// @return its cursor
  long position();

  /// How long the message at a position is, or the piece of a stream.
  ///
  /// @param position from [#position()] or [#nextOf]
  /// @param most no more than so many bytes of a stream
  /// @return bytes, or `NOTHING`, `DAMAGED` or `MOVED` as of [Ring]
  long lengthAt(long position, long most);

  /// The memory that [#placeAt] is about.
  ///
  /// @return the block of the ring's bytes, to be read only
  MemorySegment readOnlyMemory();

  /// Where in [#readOnlyMemory()] it lies.
  ///
  /// @param position its position
  /// @param length its length
  /// @return an offset, or -1 if it does not lie in one piece
  long placeAt(long position, long length);

  /// The position behind it.
  ///
  /// @param position its position
  /// @param length its length
  /// @return a position
  long nextOf(long position, long length);

  /// Copies one that does not lie in one piece.
  ///
  /// @param position its position
  /// @param target where to
  /// @param length its length
  void copyAt(long position, MemorySegment target, long length);

  /// Moves the cursor: writers may overwrite what lies before it.
  ///
  /// @param position where to
  /// @param count how many messages lie between
  void pass(long position, long count);

  /// Whether a position was dropped, when the ring still overwrote.
  ///
  /// @param position a position
  /// @return true if what lies there may be anything
  boolean isOvertaken(long position);
}
