package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// A ring of bytes that readers compete for: the tail is the commit.
///
/// ```
///   offer:  room = capacity - (tail - head)          under the mutex
///           to drop the oldest: head -> further on   (compare-and-set, against readers that claim)
///           copy to tail
///           tail  <- tail + n   (release)            the commit
///   take:   h = head (acquire), t = tail (acquire)
///           copy from h
///           head: h -> h + n    (compare-and-set)    the claim
/// ```
///
/// A writer killed before the commit has written nothing, and may have dropped old content; one
/// killed after it has written everything.
public final class ByteRing extends ByteRingBase {

  /// A ring over its two parts.
  ///
  /// @param geometry where they are
  public ByteRing(RingGeometry geometry) {
    super(geometry);
  }

  @Override
  long room(long tail, long wanted) {
    if (capacity - (tail - oldestSeen) < wanted) {
      oldestSeen = control.headAcquire();
    }
    return capacity - (tail - oldestSeen);
  }

  @Override
  boolean isSound(long tail) {
    long used = tail - oldestSeen;
    return used >= 0 && used <= writing.size();
  }

  @Override
  void clear(long tail, long count, Overflow overflow) {
    while (overflow == Overflow.DROP_OLDEST && tail + count - oldestSeen > writing.size()) {
      // To the capacity at once, though less would do: a stride, which readers have in peace.
      control.dropHead(oldestSeen, tail + count - capacity);
      oldestSeen = control.headAcquire();
    }
  }

  @Override
  public long take(MemorySegment target, long offset, long length, Remainder remainder) {
    for (int attempt = 0; attempt < ATTEMPTS; ) {
      long head = control.headAcquire();
      long there = there(head);
      // After the tail was acquired: what was written since a move lies elsewhere.
      if (control.hasMoved()) {
        return MOVED;
      }
      if (there <= 0) {
        if (control.headAcquire() != head) {
          continue;
        }
        return there == 0 ? NOTHING : DAMAGED;
      }
      long count = Math.min(there, length);
      reading.copyOut(head, target, offset, count);
      // The copy must be over before the claim lets a writer in.
      VarHandle.acquireFence();
      if (control.claimHead(head, head + count)) {
        return count;
      }
      attempt++;
    }
    return CONTENDED;
  }

  @Override
  public long peek(MemorySegment target, long offset, long length) {
    while (true) {
      long head = control.headAcquire();
      long there = there(head);
      if (control.hasMoved()) {
        return MOVED;
      }
      long count = Math.min(there, length);
      if (there > 0) {
        reading.copyOut(head, target, offset, count);
      }
      VarHandle.loadLoadFence();
      if (control.headAcquire() == head) {
        peeked(head, head + count);
        return there > 0 ? count : there == 0 ? NOTHING : DAMAGED;
      }
    }
  }

  @Override
  long look(MemorySegment target, long length) {
    return peek(target, 0, length);
  }

  @Override
  public long skipTo(long position, long number) {
    return claimUpTo(position);
  }

  @Override
  public boolean isEmpty() {
    while (true) {
      long head = control.headAcquire();
      long there = there(head);
      if (control.headAcquire() == head) {
        return there == 0;
      }
    }
  }

  /// How much lies between the head and the tail; negative if that can't be. Only true if the head
  /// is still the same afterwards: a reader that was overtaken sees a tail that went on without it.
  private long there(long head) {
    long there = control.byteTailAcquire() - head;
    VarHandle.loadLoadFence();
    return there > reading.size() ? DAMAGED : there;
  }
}
