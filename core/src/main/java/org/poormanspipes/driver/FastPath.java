package org.poormanspipes.driver;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
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

  /// Copies what a read would return, and takes nothing.
  ///
  /// @param target where to
  /// @param offset where in `target` to begin
  /// @param length how many bytes at most
  /// @return the number of bytes, or [Outcome#EMPTY] or [Outcome#END]
  /// @throws IOException if the resource is damaged, or the handle is closed
  long peek(MemorySegment target, long offset, long length) throws IOException;

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
}
