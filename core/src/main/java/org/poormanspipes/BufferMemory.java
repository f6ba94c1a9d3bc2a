package org.poormanspipes;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The memory of the buffer that a channel was last called with, so that calls with one buffer make
/// a segment once. For any number of threads.
final class BufferMemory {

  private record Known(ByteBuffer buffer, MemorySegment memory) {}

  /// Plain: whichever thread's is seen, it is whole.
  private @Nullable Known known;

  /// All of a buffer's memory, from index 0.
  MemorySegment of(ByteBuffer buffer) {
    Known last = known;
    if (last == null || !isSame(last.buffer, buffer)) {
      last = new Known(buffer, MemorySegment.ofBuffer(buffer.duplicate().clear()));
      known = last;
    }
    return last.memory;
  }

  /// Buffers are equal when their content is.
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(ByteBuffer one, ByteBuffer other) {
    return one == other;
  }
}
