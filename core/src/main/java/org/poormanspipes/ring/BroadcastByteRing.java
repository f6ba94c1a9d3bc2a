package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// A ring of bytes that every reader sees, each with its own cursor: the tail is the commit, and
/// the floor is the oldest byte that survives.
///
/// ```
///   offer:  gate = the slowest living cursor           under the mutex
///           room = capacity - (tail - gate), unless the oldest may be dropped
///           floor -> further on, fence, then copy over what lay before it
///           tail  <- tail + n   (release)              the commit
///   take:   c = own cursor, t = tail (acquire)
///           copy from c
///           floor > c ?  then what was copied may be anything: lost, on at the floor
///           cursor <- c + n     (release)
/// ```
public final class BroadcastByteRing implements Ring {

  private final RingControl control;
  private final RingStorage reading;
  private final RingStorage writing;
  private final Cursor cursor;
  private final Floor floor;
  private final long capacity;
  private long lost;

  /// A ring over its two parts, for one reader among others.
  ///
  /// @param geometry where the parts are
  /// @param cursor this reader's
  /// @param cursors everybody's
  public BroadcastByteRing(RingGeometry geometry, Cursor cursor, Cursors cursors) {
    this.control = geometry.newControl();
    this.reading = geometry.newStorage();
    this.writing = geometry.newStorage();
    this.cursor = cursor;
    this.floor = new Floor(control, cursors);
    this.capacity = geometry.capacity();
  }

  @Override
  public long offer(MemorySegment source, long offset, long length, long least, Overflow overflow) {
    if (control.hasMoved()) {
      return MOVED;
    }
    long tail = control.byteTailPlain();
    long used = tail - control.floorAcquire();
    if (used < 0 || used > writing.size()) {
      return DAMAGED;
    }
    long room = Long.MAX_VALUE;
    if (overflow == Overflow.KEEP_OLDEST) {
      room = capacity - (tail - floor.gate(tail, tail + length - capacity));
      if (room < Math.min(least, capacity)) {
        return NOTHING;
      }
    }
    return write(tail, source, offset, Math.min(length, room));
  }

  /// Piece by piece of at most the capacity, so that the floor never passes the tail.
  private long write(long firstTail, MemorySegment source, long offset, long length) {
    long tail = firstTail;
    for (long done = 0; done < length; ) {
      long count = Math.min(length - done, capacity);
      if (tail + count - control.floorAcquire() > writing.size()) {
        // Before the copy: a reader that sees a byte of it sees the floor above what it copied.
        control.raiseFloor(tail + count - capacity);
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
    long seen = peek(target, offset, length);
    if (seen > 0) {
      cursor.release(cursor.plain() + seen);
    } else if (seen == LOST) {
      long oldest = control.floorAcquire();
      lost = oldest - cursor.plain();
      cursor.release(oldest);
    }
    return seen;
  }

  @Override
  public long peek(MemorySegment target, long offset, long length) {
    long from = cursor.plain();
    long there = control.byteTailAcquire() - from;
    // After the tail was acquired: what was written since a move lies elsewhere.
    if (control.hasMoved()) {
      return MOVED;
    }
    long count = Math.min(there, length);
    boolean possible = there >= 0 && there <= reading.size();
    if (possible && count > 0) {
      reading.copyOut(from, target, offset, count);
    }
    VarHandle.loadLoadFence();
    if (control.floorAcquire() > from) {
      return LOST;
    }
    if (!possible) {
      return DAMAGED;
    }
    return there == 0 ? NOTHING : count;
  }

  @Override
  public boolean isEmpty() {
    return control.byteTailAcquire() == cursor.plain();
  }

  @Override
  public long lost() {
    return lost;
  }

  @Override
  public long largest() {
    return Long.MAX_VALUE;
  }
}
