package org.poormanspipes.ring;

/// Brings a ring's content to another storage. The writers' mutex is held; readers go on reading
/// from the old storage meanwhile, which nobody changes any more, and claim from it what they read.
///
/// Positions stay what they are, so heads, tails and cursors need no change. The caller commits the
/// move by storing the new generation; a reader that acquires a head, a tail or a floor that was
/// stored after that sees the generation too.
public final class RingMove {

  private final RingControl control;
  private final RingStorage from;
  private final RingStorage to;
  private final Cursors cursors;
  private final long capacity;

  /// A move.
  ///
  /// @param from where the ring is
  /// @param to where it shall be
  /// @param cursors who reads a broadcast; of a queue, always zero
  public RingMove(RingGeometry from, RingGeometry to, Cursors cursors) {
    this.control = from.newControl();
    this.from = from.newStorage();
    this.to = to.newStorage();
    this.cursors = cursors;
    this.capacity = to.capacity();
  }

  /// Copies a stream, if what somebody may still want to read fits.
  ///
  /// @return how many bytes are wanted; only if that is not more than the capacity, they were
  ///     copied; -1 if the positions can't be
  public long moveBytes() {
    long tail = control.byteTailPlain();
    long oldest = control.oldestAcquire();
    if (!isPossible(oldest, tail)) {
      return -1;
    }
    long wanted = tail - Math.max(oldest, cursors.slowest(tail));
    if (wanted <= capacity) {
      long begin = Math.max(oldest, tail - capacity);
      if (begin > oldest) {
        control.raiseFloor(begin);
      }
      to.copyFrom(from, begin, tail - begin);
    }
    return wanted;
  }

  /// Copies messages, and ends them with an uncommitted header, if what somebody may still want to
  /// read fits.
  ///
  /// @return how many bytes are wanted; only if that is not more than the capacity, they were
  ///     copied; -1 if the positions can't be, or there are no frames as there should be
  public long moveMessages() {
    long tail = control.frameTailPlain();
    long oldest = control.oldestAcquire();
    if (!isPossible(oldest, tail) || !FrameLayout.isAligned(tail | oldest)) {
      return -1;
    }
    long wanted = tail - Math.max(oldest, cursors.slowest(tail));
    if (wanted <= capacity) {
      long begin = oldest;
      long must = tail - capacity;
      if (oldest < must) {
        begin = FrameWalk.drop(from, oldest, must, must, tail);
        if (begin < 0) {
          return -1;
        }
        control.raiseFloor(begin);
      }
      to.copyFrom(from, begin, tail - begin);
      to.headerPlain(tail, FrameLayout.uncommitted(control.sequencePlain()));
    }
    return wanted;
  }

  private boolean isPossible(long oldest, long tail) {
    return tail - oldest >= 0 && tail - oldest <= from.size();
  }
}
