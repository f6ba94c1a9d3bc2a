package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;

/// A bounded ring between processes, as one handle sees it.
///
/// [#offer] is for whoever holds the writers' mutex. [#take] and [#peek] need no lock
/// between processes; within a process the threads of one handle take turns. Nothing here waits.
public interface Ring {

  /// Nothing was moved: there was no room, or nothing to read.
  int NOTHING = -1;

  /// Nothing was moved: the ring's memory does not hold a ring.
  int DAMAGED = -2;

  /// Nothing was moved: whenever this reader had copied something, another had claimed it. Once the
  /// caller holds the writers' mutex, no writer drops what it copies.
  int CONTENDED = -3;

  /// Nothing was moved: what this reader would have read next was dropped; [#lost()] says how much.
  /// The next read goes on at the oldest that is left.
  int LOST = -4;

  /// Nothing was moved: the ring's bytes are in another storage now.
  int MOVED = -5;

  /// Nothing was moved: the message is larger than [#largest()].
  int TOO_LARGE = -6;

  /// How often a reader copies in vain before it gives up.
  int ATTEMPTS = 16;

  /// Puts bytes in: as many as fit of a stream, or all of a message.
  ///
  /// @param source where from
  /// @param offset where in `source` to begin
  /// @param length how many bytes
  /// @param least with less room than this nothing is taken, unless it is more than there can ever
  ///     be; for a message it is its length
  /// @param overflow what to do when there is no room
  /// @return how many were taken, `NOTHING`, `DAMAGED`, `TOO_LARGE` or `MOVED`
  long offer(MemorySegment source, long offset, long length, long least, Overflow overflow);

  /// Takes bytes out: what is there of a stream, or the next message.
  ///
  /// @param target where to
  /// @param offset where in `target` to begin
  /// @param length how many bytes at most
  /// @param remainder receives what does not fit of a message
  /// @return how many are in `target` now, `NOTHING`, `DAMAGED`, `CONTENDED`, `LOST` or
  ///     `MOVED`
  long take(MemorySegment target, long offset, long length, Remainder remainder);

  /// Copies what [#take] would take, and takes nothing.
  ///
  /// @param target where to
  /// @param offset where in `target` to begin
  /// @param length how many bytes at most
  /// @return how many are in `target` now, `NOTHING`, `DAMAGED`, `LOST` or `MOVED`
  long peek(MemorySegment target, long offset, long length);

  /// Whether there is nothing to take. As [#take] does, it validates what it saw.
  ///
  /// @return true if it was empty at some instant during the call
  boolean isEmpty();

  /// Whether a ring that seemed empty for long may be: where the header at the reader's position is
  /// uncommitted only the tail can be. Certain while the writers' mutex is held; without it, only a
  /// yes is.
  ///
  /// @return false if the reader would wait for ever
  default boolean isPlausible() {
    return true;
  }

  /// How much the last `LOST` was about.
  ///
  /// @return bytes of a stream, or messages
  default long lost() {
    return 0;
  }

  /// The largest piece that can ever be offered.
  ///
  /// @return bytes
  long largest();
}
