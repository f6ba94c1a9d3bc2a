package org.poormanspipes.ring;

import org.poormanspipes.linux.Words;

/// What an onlooker can tell of a ring from its control part alone, or from a copy of it.
public final class RingFigures {

  private RingFigures() {}

  /// How many bytes a byte ring holds.
  ///
  /// @param memory the block with the control part
  /// @param offset where in it the control part begins
  /// @param capacity the ring's capacity
  /// @return from 0 to the capacity, and a little more while old content is overwritten
  public static long usedBytes(Words memory, long offset, long capacity) {
    RingControl control = new RingControl(memory, offset);
    return used(control.byteTailAcquire() - control.oldestAcquire(), capacity);
  }

  /// How many bytes the messages of a ring take.
  ///
  /// @param memory the block with the control part
  /// @param offset where in it the control part begins
  /// @param capacity the ring's capacity
  /// @return from 0 to the capacity, and a little more while old content is overwritten
  public static long usedByMessages(Words memory, long offset, long capacity) {
    RingControl control = new RingControl(memory, offset);
    return used(control.frameTailOpaque() - control.oldestAcquire(), capacity);
  }

  /// The tail of a byte ring: how many bytes were ever written.
  ///
  /// @param memory the block with the control part
  /// @param offset where in it the control part begins
  /// @return a position
  public static long byteTail(Words memory, long offset) {
    return new RingControl(memory, offset).byteTailAcquire();
  }

  /// The tail of a message ring.
  ///
  /// @param memory the block with the control part
  /// @param offset where in it the control part begins
  /// @return a position
  public static long frameTail(Words memory, long offset) {
    return new RingControl(memory, offset).frameTailOpaque();
  }

  /// The number that the next message gets.
  ///
  /// @param memory the block with the control part
  /// @param offset where in it the control part begins
  /// @return a number, from 0
  public static long nextSequence(Words memory, long offset) {
    return new RingControl(memory, offset).sequenceOpaque();
  }

  /// The floor of a broadcast.
  ///
  /// @param memory the block with the control part
  /// @param offset where in it the control part begins
  /// @return a position
  public static long floor(Words memory, long offset) {
    return new RingControl(memory, offset).floorAcquire();
  }

  /// The head of a queue.
  ///
  /// @param memory the block with the control part
  /// @param offset where in it the control part begins
  /// @return a position
  public static long head(Words memory, long offset) {
    return new RingControl(memory, offset).headAcquire();
  }

  /// Where the content begins.
  ///
  /// @param memory the block with the control part
  /// @param offset where in it the control part begins
  /// @return a position
  public static long oldest(Words memory, long offset) {
    return new RingControl(memory, offset).oldestAcquire();
  }

  /// The most bytes that the ring ever held, as it counts them.
  ///
  /// @param memory the block with the control part
  /// @param offset where in it the control part begins
  /// @return not negative; too high by a 64th of the capacity at most
  public static long peak(Words memory, long offset) {
    return Math.max(0, new RingControl(memory, offset).peakOpaque());
  }

  private static long used(long difference, long capacity) {
    // A writer that overwrites leaves up to a stride more than the capacity.
    return Math.clamp(difference, 0, Math.max(0, RingGeometry.physicalSize(capacity)));
  }
}
