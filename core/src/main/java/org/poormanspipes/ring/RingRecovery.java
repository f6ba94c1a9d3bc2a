package org.poormanspipes.ring;

/// Puts a ring right after a writer died in the middle of an [Ring#offer]. Called by whoever
/// recovered the writers' mutex, and only while holding it.
///
/// The states that a dead writer can leave in a message ring, in the order of its stores:
///
/// ```
///   0. peak raised                  a figure for onlookers; nothing is committed
///   1. header[N] cleared            nothing is committed; the tail is right
///   2. payload in part or whole     the same
///   3. header[T] committed          it can be read, and may have been taken; the tail is old
///   4. tail moved                   the sequence number is old
///   5. sequence moved               nothing to do
/// ```
///
/// A walk from the old tail, or from the head if readers have passed it, over committed frames to
/// the first that is not, ends at the true tail in each of them; that header holds the true
/// sequence number, because it was written when it was cleared. Walking twice ends at the same
/// place, so a recovery that dies is recovered in turn.
///
/// A byte ring needs nothing: its tail is its commit.
public final class RingRecovery {

  private RingRecovery() {}

  /// Finds the tail of a message ring.
  ///
  /// @param geometry where the ring is
  /// @return whether it could be put right; false if its memory does not hold a ring
  public static boolean repairMessages(RingGeometry geometry) {
    RingControl control = geometry.newControl();
    RingStorage storage = geometry.newStorage();
    long head = control.oldestAcquire();
    long old = control.frameTailPlain();
    long tail = old - head < 0 ? head : old;
    if (!FrameLayout.isAligned(tail | head)) {
      return false;
    }
    long end = head + storage.size();
    long header = storage.headerAcquire(tail);
    while (FrameLayout.isCommitted(header)) {
      tail += FrameLayout.frame(FrameLayout.length(header));
      if (tail - end >= 0) {
        return false;
      }
      header = storage.headerAcquire(tail);
    }
    control.frameTailOpaque(tail);
    control.sequenceOpaque(restored(control.sequencePlain(), FrameLayout.sequence(header)));
    return true;
  }

  /// Tells writers which storage the ring is in, after a move or for a mover that died before it
  /// could. Under the writers' mutex.
  ///
  /// @param geometry where the ring is
  public static void tellWriters(RingGeometry geometry) {
    geometry.newControl().writersGenerationOpaque(geometry.control().generation());
  }

  /// The first number at or after `base` whose low 32 bits are `low`.
  private static long restored(long base, long low) {
    long candidate = (base & ~0xffff_ffffL) | low;
    return candidate < base ? candidate + (1L << 32) : candidate;
  }
}
