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
public final class ByteRing implements Ring {

  private final RingControl control;
  private final RingStorage reading;
  private final RingStorage writing;
  private final long capacity;

  /// The last head that this writer saw. The head only moves on, so it never promises too much
  /// room.
  private long cachedHead;

  /// A ring over its two parts.
  ///
  /// @param geometry where they are
  public ByteRing(RingGeometry geometry) {
    this.control = geometry.newControl();
    this.reading = geometry.newStorage();
    this.writing = geometry.newStorage();
    this.capacity = geometry.capacity();
  }

  @Override
  public long offer(MemorySegment source, long offset, long length, long least, Overflow overflow) {
    if (control.hasMoved()) {
      return MOVED;
    }
    long tail = control.byteTailPlain();
    if (capacity - (tail - cachedHead) < length) {
      cachedHead = control.headAcquire();
    }
    long used = tail - cachedHead;
    if (used < 0 || used > writing.size()) {
      return DAMAGED;
    }
    if (overflow == Overflow.DROP_OLDEST) {
      return overwrite(tail, source, offset, length);
    }
    long room = capacity - used;
    if (room < Math.min(least, capacity)) {
      return NOTHING;
    }
    long count = Math.min(length, room);
    writing.copyIn(tail, source, offset, count);
    control.byteTailRelease(tail + count);
    return count;
  }

  /// Piece by piece of at most the capacity, so that the head never passes the tail.
  private long overwrite(long firstTail, MemorySegment source, long offset, long length) {
    long tail = firstTail;
    for (long done = 0; done < length; ) {
      long count = Math.min(length - done, capacity);
      while (tail + count - cachedHead > writing.size()) {
        // To the capacity at once, though less would do: a stride, which readers have in peace.
        control.dropHead(cachedHead, tail + count - capacity);
        cachedHead = control.headAcquire();
      }
      writing.copyIn(tail, source, offset + done, count);
      tail += count;
      control.byteTailRelease(tail);
      done += count;
    }
    return length;
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
        return there > 0 ? count : there == 0 ? NOTHING : DAMAGED;
      }
    }
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

  @Override
  public long largest() {
    return Long.MAX_VALUE;
  }
}
