package org.poormanspipes.driver;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.time.Timeout;

/// An optional way around the entry points for a caller in the same process: reading and writing
/// straight through an instance context that implements it. Results are those of [Driver#read] and
/// [Driver#write]. Any number of threads may call it.
public interface FastPath {

  /// Reads into `target`. What lies behind the bytes that the result counts is undefined
  /// afterwards: a reader copies before it knows whether it was the first.
  ///
  /// @param target where to
  /// @param offset where in `target` to begin
  /// @param length how many bytes at most
  /// @param timeout how long to wait for data
  /// @return the number of bytes, or a negative [Outcome]
  /// @throws IOException if the resource is damaged, or the handle is closed
  long read(MemorySegment target, long offset, long length, Timeout timeout) throws IOException;

  /// Writes from `source`.
  ///
  /// @param source where from
  /// @param offset where in `source` to begin
  /// @param length how many bytes
  /// @param timeout how long to wait for room
  /// @return the number of bytes taken, or a negative [Outcome]
  /// @throws IOException if it can never fit, or the resource is damaged or the handle closed
  long write(MemorySegment source, long offset, long length, Timeout timeout) throws IOException;

  /// Writes what there is room for, and never waits; for a caller that will wait with [#watchRoom]
  /// if that is not all, and try again. So it is no refusal, and where writers take turns it has
  /// one, until all is taken or [#leaveTurn]. A resource at which writes don't wait takes it as
  /// [#write(MemorySegment, long, long, Timeout)] with [Timeout#NOW].
  ///
  /// @param source where from
  /// @param offset where in `source` to begin
  /// @param length how many bytes
  /// @return the number of bytes taken, or a negative [Outcome]
  /// @throws IOException if it can never fit, or the resource is damaged or the handle closed
  long writeInTurn(MemorySegment source, long offset, long length) throws IOException;

  /// A caller of [#writeInTurn] waits no more, whether or not all was taken. May be called at any
  /// time.
  void leaveTurn();

  /// Copies what a read would return, and takes nothing.
  ///
  /// @param target where to
  /// @param offset where in `target` to begin
  /// @param length how many bytes at most
  /// @return the number of bytes, or [Outcome#EMPTY] or [Outcome#END]
  /// @throws IOException if the resource is damaged, or the handle is closed
  long peek(MemorySegment target, long offset, long length) throws IOException;

  /// Copies what the next reads would return, and takes nothing: for who wants it to be elsewhere
  /// before [#pass] takes it. Not while a message is read in part.
  ///
  /// @param into receives it, and what is needed to take it
  /// @param limit how many messages at most, at least 1
  /// @param size no further message once there are so many bytes; of a stream, how many at most
  /// @return how many messages or bytes, or [Outcome#EMPTY], [Outcome#END] or [Outcome#LOST]
  /// @throws IOException if the resource is damaged, the handle is closed, or the driver can't
  default long preview(Preview into, int limit, long size) throws IOException {
    throw Unsupported.preview();
  }

  /// Takes what was looked at, without what others took since, or wrote over.
  ///
  /// @param seen from [#preview] of the same handle
  /// @throws IOException if the resource is damaged, the handle is closed, or the driver can't
  default void pass(Preview seen) throws IOException {
    throw Unsupported.preview();
  }

  /// What there is for who carries hither.
  ///
  /// @return null where content has no place for where it came from
  default @Nullable Origins origins() {
    return null;
  }

  /// Whether a write could be done now, or be refused for good; never waits.
  ///
  /// @param length of how many bytes; of a stream some of them are enough where a write takes some
  /// @return false if it would find no room
  /// @throws IOException if the resource is damaged or was deleted, or the handle is closed
  boolean hasRoom(long length) throws IOException;

  /// How many bytes remain of a message of which the last read returned only a part.
  ///
  /// @return the number of bytes, 0 when there is no such message
  long remainder();

  /// How much the last [Outcome#LOST] was about.
  ///
  /// @return bytes of a stream, or messages
  long lost();

  /// Whether one read returns one message, rather than bytes of a stream.
  ///
  /// @return true for messages
  boolean messages();

  /// Whether a write that finds no room should wait for some, by the nature of the resource.
  ///
  /// @return false if it takes what fits, or makes room
  boolean waitsForRoom();

  /// Who did not let go of a lock when an operation of this handle last returned [Outcome#BUSY].
  ///
  /// @return the number of a process, 0 if it is not known
  int busyHolder();

  /// Calls `look` once, when there may be something to read, or the time is over. What happened
  /// before this returned is not told: look once more afterwards. The thread that calls belongs to
  /// the driver, so `look` must be short.
  ///
  /// @param nanos how long at most; `Long.MAX_VALUE` is for ever
  /// @param look what to call
  /// @return the request
  /// @throws IOException if the handle is closed
  Watch watchData(long nanos, Runnable look) throws IOException;

  /// The same for room to write.
  ///
  /// @param nanos how long at most; `Long.MAX_VALUE` is for ever
  /// @param look what to call
  /// @return the request
  /// @throws IOException if the handle is closed
  Watch watchRoom(long nanos, Runnable look) throws IOException;

  /// Hands what there is to a handler, in place where the resource allows it; never waits. What the
  /// handler does not get because it throws comes with the next read.
  ///
  /// @param handler is called for each message, or each piece of a stream
  /// @param limit how many at most, at least 1
  /// @return how many, or [Outcome#EMPTY], [Outcome#END] or [Outcome#LOST]
  /// @throws IOException if the resource is damaged, or the handle is closed
  long poll(SliceHandler handler, int limit) throws IOException;

  /// Writes messages, as many at once as fit. What was written leaves the batch.
  ///
  /// @param batch the messages
  /// @param timeout how long to wait for room
  /// @return how many messages were taken, or a negative [Outcome]
  /// @throws IOException if the first can never fit, the resource knows no messages, is damaged, or
  ///     the handle is closed
  long write(MessageBatch batch, Timeout timeout) throws IOException;

  /// A way to write in place, for a handle that writes exclusively.
  ///
  /// @return the way; to be closed
  /// @throws IOException if the handle does not write exclusively, or is closed
  WriteClaim newClaim() throws IOException;
}
