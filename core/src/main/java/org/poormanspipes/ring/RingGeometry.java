package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;
import org.poormanspipes.linux.Words;

/// Where the parts of a ring lie, and how much it may hold.
///
/// @param control where the control part is, and what generation this geometry is of
/// @param storageMemory the block with the bytes
/// @param storageOffset where in it the bytes begin
/// @param storageSize how many bytes there are, from [#physicalSize]
/// @param capacity how many of them may be in use at once
public record RingGeometry(
    Control control,
    MemorySegment storageMemory,
    long storageOffset,
    long storageSize,
    long capacity) {

  /// The part of the capacity by which an overwriting writer moves the head at once. With less, a
  /// reader that copies loses most of its races.
  private static final int STRIDE_DIVISOR = 16;

  /// A control part.
  ///
  /// @param memory the block that it lies in
  /// @param offset where in it
  /// @param generation the storage that a ring of this geometry works on; when the control part
  ///     tells another, the ring has moved
  public record Control(Words memory, long offset, long generation) {}

  /// The bytes that a ring needs for a capacity: the capacity itself, a stride of room for
  /// overwriting, and a cleared header; a multiple of 8.
  ///
  /// @param capacity how many bytes may be in use
  /// @return how many to allocate
  public static long physicalSize(long capacity) {
    return FrameLayout.roundUp(capacity)
        + FrameLayout.roundUp(capacity / STRIDE_DIVISOR)
        + FrameLayout.HEADER;
  }

  RingControl newControl() {
    return new RingControl(control.memory(), control.offset(), control.generation());
  }

  RingStorage newStorage() {
    return new RingStorage(storageMemory, storageOffset, storageSize);
  }
}
