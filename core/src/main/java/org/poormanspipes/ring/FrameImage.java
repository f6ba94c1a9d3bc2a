package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Messages laid out one behind the other, as frames lie in a ring, in the memory of a writer or of
/// a reader: 8 bytes that tell the length, the payload, padding to a multiple of 8. In a writer's
/// memory the 8 bytes are the length alone; what a reader copied has the ring's headers.
public final class FrameImage {

  private FrameImage() {}

  /// The length of the message at a place.
  ///
  /// @param image the memory
  /// @param at where the message's frame begins
  /// @return bytes
  public static long length(MemorySegment image, long at) {
    return FrameLayout.length(image.get(ValueLayout.JAVA_LONG, at));
  }

  /// The number of the message at a place, as far as a ring's header tells it.
  ///
  /// @param image the memory
  /// @param at where the message's frame begins
  /// @return the low 32 bits
  static long sequence(MemorySegment image, long at) {
    return FrameLayout.sequence(image.get(ValueLayout.JAVA_LONG, at));
  }

  /// Where the frame behind the one at a place begins.
  ///
  /// @param image the memory
  /// @param at where a frame begins
  /// @return a place
  public static long next(MemorySegment image, long at) {
    return at + FrameLayout.frame(length(image, at));
  }

  /// How far whole frames fit into a room.
  ///
  /// @param image the memory
  /// @param from where the first begins
  /// @param to where they end
  /// @param room for how many bytes there is room
  /// @return where the last that fits ends
  static long fitting(MemorySegment image, long from, long to, long room) {
    if (to - from <= room) {
      return to;
    }
    long end = from;
    long next = next(image, end);
    while (next - from <= room) {
      end = next;
      next = next(image, end);
    }
    return end;
  }
}
