package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;

/// A bounded ring between processes, as one handle sees it.
///
/// [#offer], [#offerFrames], [#reserve], [#commit] and [#room] are for whoever holds the writers'
/// mutex. [#take], [#takeMany], [#peek] and
/// [#peekMany] need no lock
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

  /// Takes several messages at once, or a piece of a stream: they are claimed by one store, so a
  /// reader that dies takes them with it.
  ///
  /// @param into receives them
  /// @param most how many messages at most
  /// @param size no further message once there are so many bytes
  /// @return how many were taken, at least 1, or `NOTHING`, `DAMAGED`, `CONTENDED`, `LOST` or
  ///     `MOVED`
  long takeMany(Remainder into, int most, long size);

  /// Copies what [#takeMany] would take, and takes nothing.
  ///
  /// @param into receives them
  /// @param most how many messages at most
  /// @param size no further message once there are so many bytes
  /// @return how many were copied, at least 1, or `NOTHING`, `DAMAGED`, `CONTENDED`, `LOST` or
  ///     `MOVED`
  long peekMany(Remainder into, int most, long size);

  /// The number of the first message that the last [#peekMany] copied: how many were written before
  /// it; of a stream, how many bytes.
  ///
  /// @return a number
  long peekedNumber();

  /// The position behind all that the last [#peekMany] copied.
  ///
  /// @return a position
  long peekedEnd();

  /// Reading goes on at a position at the earliest: what lies before it is taken, as far as nobody
  /// else took it.
  ///
  /// @param position from [#peekedEnd]
  /// @param number of the message there
  /// @return how many bytes were taken, headers included
  long skipTo(long position, long number);

  /// Puts in messages that lie behind one another in the caller's memory as [FrameImage] tells: as
  /// many as fit, each seen only when all that were put in at once are.
  ///
  /// @param source the memory
  /// @param from where the first begins
  /// @param to where they end
  /// @param overflow what to do when there is no room
  /// @return how many bytes of `source` were taken, whole messages, or `NOTHING`, `DAMAGED`,
  ///     `TOO_LARGE` or `MOVED`
  long offerFrames(MemorySegment source, long from, long to, Overflow overflow);

  /// How many messages the last [#offerFrames] took.
  ///
  /// @return the number
  default long offered() {
    return 0;
  }

  /// How many bytes their payloads have.
  ///
  /// @return bytes
  default long offeredPayload() {
    return 0;
  }

  /// Makes room for a piece that the caller writes in place. Nothing is seen before [#commit], and
  /// nothing has to be undone without it. Until then nobody else may write.
  ///
  /// @param length how many bytes
  /// @param overflow what to do when there is no room
  /// @return the position for [#place] and [#commit], or `NOTHING`, `DAMAGED`, `TOO_LARGE` or
  ///     `MOVED`
  long reserve(long length, Overflow overflow);

  /// Where in [#memory] a reserved piece lies.
  ///
  /// @param position from [#reserve]
  /// @param length how many bytes
  /// @return an offset, or -1 if the piece does not lie in one
  long place(long position, long length);

  /// The memory that [#place] is about.
  ///
  /// @return the block of the ring's bytes
  MemorySegment memory();

  /// Publishes a reserved piece that was written in place. The ring has not moved since.
  ///
  /// @param position from [#reserve]
  /// @param length how many bytes
  void commit(long position, long length);

  /// Whether the ring's bytes are in another storage now. For who has the writers' mutex.
  ///
  /// @return true if every call would answer `MOVED`
  boolean hasMoved();

  /// How much could be written now without dropping anything.
  ///
  /// @return bytes, headers included
  long room();

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
