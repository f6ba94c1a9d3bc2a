package org.poormanspipes.driver;

import java.io.IOException;
import java.lang.foreign.MemorySegment;

/// Writing in place: the writer asks for room, fills it where readers will read it, and commits.
/// For handles that write exclusively, and for one thread at a time.
///
/// ```java
/// try (WriteClaim claim = channel.newClaim()) {
///   if (claim.tryClaim(16) >= 0) {
///     claim.memory().set(JAVA_LONG_UNALIGNED, claim.offset(), number);
///     claim.commit();
///   }
/// }
/// ```
///
/// Nothing is locked between [#tryClaim] and [#commit], and nobody waits for it; a writer that dies
/// in between has written nothing. The memory stays usable until this is closed, also when the
/// channel is closed first.
public interface WriteClaim extends AutoCloseable {
  /// Asks for room; never waits.
  ///
  /// @param length how many bytes
  /// @return `length`, or [Outcome#FULL], [Outcome#BUSY] or [Outcome#ALERTED]
  /// @throws IOException if it can never fit, the pipe was deleted or is damaged, or the channel is
  ///     closed
  /// @throws IllegalStateException if there is a claim already
  long tryClaim(long length) throws IOException;

  /// Where the claimed room lies; what lies outside of it is not the writer's.
  ///
  /// @return the memory
  MemorySegment memory();

  /// Where in [#memory] the room begins.
  ///
  /// @return an offset
  long offset();

  /// How much was claimed.
  ///
  /// @return bytes; -1 if there is no claim
  long length();

  /// Publishes what was written into the room.
  ///
  /// @return the length; if the capacity was changed meanwhile and does not hold it any more, less
  ///     of a stream, or [Outcome#FULL]; or [Outcome#BUSY] or [Outcome#ALERTED], after which the
  ///     claim still stands
  /// @throws IOException if the pipe was deleted or is damaged, or the channel is closed
  /// @throws IllegalStateException if there is no claim
  long commit() throws IOException;

  /// Gives the room back. Does nothing if there is no claim.
  void abort();

  /// Gives back the room and the memory.
  ///
  /// @throws IOException if this is the last reference to a closed channel, and closing fails
  @Override
  void close() throws IOException;
}
