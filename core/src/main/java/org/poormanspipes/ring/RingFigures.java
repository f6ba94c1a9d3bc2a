package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;

/// What an onlooker can tell of a ring from its control part alone, or from a copy of it.
public final class RingFigures {

  private RingFigures() {}

  /// How many bytes of a byte ring's capacity are in use.
  ///
  /// @param memory the block with the control part
  /// @param offset where in it the control part begins
  /// @param capacity the ring's capacity
  /// @return from 0 to the capacity
  public static long usedBytes(MemorySegment memory, long offset, long capacity) {
    RingControl control = new RingControl(memory, offset);
    return used(control.byteTailAcquire() - control.headAcquire(), capacity);
  }

  /// How many bytes of a message ring's capacity are in use.
  ///
  /// @param memory the block with the control part
  /// @param offset where in it the control part begins
  /// @param capacity the ring's capacity
  /// @return from 0 to the capacity
  public static long usedByMessages(MemorySegment memory, long offset, long capacity) {
    RingControl control = new RingControl(memory, offset);
    return used(control.frameTailOpaque() - control.headAcquire(), capacity);
  }

  private static long used(long difference, long capacity) {
    return Math.clamp(difference, 0, Math.max(0, capacity));
  }
}
