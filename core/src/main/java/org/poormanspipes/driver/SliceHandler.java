package org.poormanspipes.driver;

import java.lang.foreign.MemorySegment;

/// Is handed what a poll reads, one message after the other, or pieces of a stream.
@FunctionalInterface
public interface SliceHandler {
  /// Called with one message, or a piece of a stream. What lies there is the reader's until this
  /// returns, and may be anything afterwards: copy what is to be kept. The channel that is polled
  /// may be closed from here, but not read from.
  ///
  /// @param memory where it lies; what else lies there is none of the handler's business
  /// @param offset where in `memory` it begins
  /// @param length its length in bytes
  void onSlice(MemorySegment memory, long offset, long length);
}
