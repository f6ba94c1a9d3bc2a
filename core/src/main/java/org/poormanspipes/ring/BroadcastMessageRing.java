package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// A ring of messages that every reader sees, each with its own cursor: the frame's header is the
/// commit, as in [MessageRing], and the floor is the oldest frame that survives.
///
/// ```
///   offer:  gate = the slowest living cursor           under the mutex
///           room: N - gate <= capacity, unless the oldest may be dropped
///           N + 8 - floor > size ?  floor -> a later frame, fence, then write over what lay
///           before it
///           publish
///   take:   c = own cursor, w = header[c] (acquire)
///           copy the payload
///           floor > c ?  then what was copied may be anything: lost, on at the floor
///           cursor <- c + frame (release)
/// ```
public final class BroadcastMessageRing extends MessageRingBase implements InPlace {
  private static final long SEQUENCE_BITS = 0xffff_ffffL;

  private final Cursor cursor;
  private final Floor floor;
  private long lost;

  /// A ring over its two parts, for one reader among others.
  ///
  /// @param geometry where the parts are
  /// @param cursor this reader's
  /// @param cursors everybody's
  public BroadcastMessageRing(RingGeometry geometry, Cursor cursor, Cursors cursors) {
    super(geometry);
    this.cursor = cursor;
    this.floor = new Floor(control, cursors);
  }

  @Override
  long room(long tail, long wanted) {
    return capacity - (tail - floor.gate(tail, tail + wanted - capacity));
  }

  /// Whoever opens it may read what all others have passed.
  @Override
  long freeUpTo() {
    return 0;
  }

  @Override
  boolean isSound(long tail) {
    long oldest = control.floorAcquire();
    long used = tail - oldest;
    return used >= 0 && used <= writing.size() && FrameLayout.isAligned(oldest);
  }

  @Override
  boolean clear(long tail, long next, Overflow overflow) {
    long oldest = control.floorAcquire();
    long must = next + FrameLayout.HEADER - writing.size();
    if (oldest < must) {
      // The slowest reader's cursor is a frame's beginning at or above `next - capacity`, so a walk
      // that stops below that never passes it.
      long raised = FrameWalk.drop(writing, oldest, must, next - capacity, tail);
      if (raised < 0) {
        return false;
      }
      // Before the frame is written: a reader that sees a byte of it sees the floor above what it
      // copied.
      control.raiseFloor(raised);
    }
    return true;
  }

  @Override
  public long take(MemorySegment target, long offset, long length, Remainder remainder) {
    if (control.hasMoved()) {
      return MOVED;
    }
    long from = cursor.plain();
    if (!FrameLayout.isAligned(from)) {
      return DAMAGED;
    }
    long header = reading.headerAcquire(from);
    long payload = payload(header);
    boolean fits = payload <= length;
    if (payload >= 0) {
      MemorySegment copy = fits ? target : remainder.reserve(payload);
      reading.copyOut(from + FrameLayout.HEADER, copy, fits ? offset : 0, payload);
    }
    VarHandle.loadLoadFence();
    if (control.floorAcquire() > from) {
      return resume();
    }
    if (payload < 0) {
      return payload;
    }
    cursor.sequence(cursor.sequence() + 1);
    cursor.release(from + FrameLayout.frame(payload));
    if (fits) {
      return payload;
    }
    remainder.hold(payload);
    return remainder.drain(target, offset, length);
  }

  /// Goes on at the floor, and counts what lay between by the numbers of the messages.
  private int resume() {
    while (true) {
      long oldest = control.floorAcquire();
      // After the floor was acquired: one that was raised since a move leads elsewhere.
      if (control.hasMoved()) {
        return MOVED;
      }
      if (!FrameLayout.isAligned(oldest)) {
        return DAMAGED;
      }
      long header = reading.headerAcquire(oldest);
      VarHandle.loadLoadFence();
      if (control.floorAcquire() == oldest) {
        lost = (FrameLayout.sequence(header) - cursor.sequence()) & SEQUENCE_BITS;
        cursor.sequence(cursor.sequence() + lost);
        cursor.release(oldest);
        return LOST;
      }
    }
  }

  @Override
  public long peek(MemorySegment target, long offset, long length) {
    if (control.hasMoved()) {
      return MOVED;
    }
    long from = cursor.plain();
    if (!FrameLayout.isAligned(from)) {
      return DAMAGED;
    }
    long payload = payload(reading.headerAcquire(from));
    long count = Math.min(payload, length);
    if (payload > 0) {
      reading.copyOut(from + FrameLayout.HEADER, target, offset, count);
    }
    VarHandle.loadLoadFence();
    return control.floorAcquire() > from ? LOST : count;
  }

  @Override
  public boolean isEmpty() {
    long from = cursor.plain();
    return FrameLayout.isAligned(from) && !FrameLayout.isCommitted(reading.headerAcquire(from));
  }

  @Override
  public boolean isPlausible() {
    long from = cursor.plain();
    return !isEmpty()
        || from == control.frameTailOpaque()
        || from < control.floorAcquire()
        || control.hasMoved();
  }

  @Override
  public long lost() {
    return lost;
  }

  @Override
  public long takeMany(Remainder into, int most, long size) {
    long count = peekMany(into, most, size);
    if (count > 0) {
      cursor.sequence(cursor.sequence() + count);
      cursor.release(peekedEnd());
    }
    return count;
  }

  @Override
  public long skipTo(long position, long number) {
    long passed = position - cursor.plain();
    if (passed <= 0) {
      return 0;
    }
    cursor.sequence(number);
    cursor.release(position);
    return passed;
  }

  @Override
  public long peekMany(Remainder into, int most, long size) {
    if (control.hasMoved()) {
      return MOVED;
    }
    long from = cursor.plain();
    if (!FrameLayout.isAligned(from)) {
      return DAMAGED;
    }
    long payload = payload(reading.headerAcquire(from));
    long end = payload < 0 ? from : walk(from, most, size);
    reading.copyOut(from, into.reserve(end - from), 0, end - from);
    VarHandle.loadLoadFence();
    if (control.floorAcquire() > from) {
      return resume();
    }
    if (end == from) {
      return payload < 0 ? payload : CONTENDED;
    }
    peeked(cursor.sequence(), end);
    return hold(into, end - from);
  }

  @Override
  public long position() {
    return cursor.plain();
  }

  @Override
  public long lengthAt(long position, long most) {
    if (control.hasMoved()) {
      return MOVED;
    }
    return FrameLayout.isAligned(position) ? payload(reading.headerAcquire(position)) : DAMAGED;
  }

  @Override
  public long placeAt(long position, long length) {
    return reading.placeOfWhole(position + FrameLayout.HEADER, length);
  }

  @Override
  public long nextOf(long position, long length) {
    return position + FrameLayout.frame(length);
  }

  @Override
  public void copyAt(long position, MemorySegment target, long length) {
    reading.copyOut(position + FrameLayout.HEADER, target, 0, length);
  }

  @Override
  public void pass(long position, long count) {
    cursor.sequence(cursor.sequence() + count);
    cursor.release(position);
  }

  @Override
  public boolean isOvertaken(long position) {
    VarHandle.loadLoadFence();
    return control.floorAcquire() > position;
  }
}
