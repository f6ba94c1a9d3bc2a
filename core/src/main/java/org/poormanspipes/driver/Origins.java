package org.poormanspipes.driver;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.time.Timeout;

/// What an open handle offers besides where its resource keeps, beside the content, where that came
/// from: for who carries from one pipe to another and may be killed on the way.
public interface Origins {

  /// Nothing came from there.
  long NONE = -1;

  /// Looks how far a source arrived. From then on nothing arrives that a carrier wrote which has
  /// died. Only one at a time may carry from a source.
  ///
  /// @param source see [Origin]
  /// @return the number behind the last that arrived, or [#NONE]; too small, by what a carrier
  ///     writes at once, only where its carrier died before it asked, others wrote behind that and
  ///     readers had it removed, or where what keeps the resource died at that moment
  /// @throws IOException if it can't be found out
  long arrived(String source) throws IOException;

  /// Writes messages as [FastPath#write(MessageBatch, Timeout)] does.
  ///
  /// @param batch messages that lay behind one another in the source
  /// @param first where the first is from
  /// @param timeout how long to wait for room
  /// @return how many messages were taken, or a negative [Outcome]
  /// @throws IOException as there
  long write(MessageBatch batch, Origin first, Timeout timeout) throws IOException;

  /// Writes bytes of a stream as [FastPath#write(MemorySegment, long, long, Timeout)] does.
  ///
  /// @param bytes all that is to be written
  /// @param first where the first byte is from
  /// @param timeout how long to wait for room
  /// @return the number of bytes taken, or a negative [Outcome]
  /// @throws IOException as there
  long write(MemorySegment bytes, Origin first, Timeout timeout) throws IOException;

  /// Where the message, or the first byte, is from that this handle read last; while a handler of
  /// [FastPath#poll] is called, what it is called for.
  ///
  /// @return null if it was not carried here
  @Nullable Origin last();
}
