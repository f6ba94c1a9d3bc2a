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
public final class BroadcastByteRing extends ByteRingBase implements InPlace {

  private final Cursor cursor;
  private final Floor floor;
  private long lost;

  /// A ring over its two parts, for one reader among others.
  ///
  /// @param geometry where the parts are
  /// @param cursor this reader's
  /// @param cursors everybody's
  public BroadcastByteRing(RingGeometry geometry, Cursor cursor, Cursors cursors) {
    super(geometry);
    this.cursor = cursor;
    this.floor = new Floor(control, cursors);
  }

  @Override
  long room(long tail, long wanted) {
    return capacity - (tail - floor.gate(tail, tail + wanted - capacity));
  }

  @Override
  boolean isSound(long tail) {
    long used = tail - control.floorAcquire();
    return used >= 0 && used <= writing.size();
  }

  @Override
  void clear(long tail, long count, Overflow overflow) {
    if (tail + count - control.floorAcquire() > writing.size()) {
      // Before the copy: a reader that sees a byte of it sees the floor above what it copied.
      control.raiseFloor(tail + count - capacity);
    }
  }

  @Override
  public long take(MemorySegment target, long offset, long length, Remainder remainder) {
    long seen = peek(target, offset, length);
    if (seen > 0) {
      cursor.release(cursor.plain() + seen);
    } else if (seen == LOST) {
      resume();
    }
    return seen;
  }

  private void resume() {
    long oldest = control.floorAcquire();
    lost = oldest - cursor.plain();
    cursor.release(oldest);
  }

  @Override
  long look(MemorySegment target, long length) {
    long from = cursor.plain();
    long seen = peek(target, 0, length);
    if (seen == LOST) {
      resume();
    }
    peeked(from, from + seen);
    return seen;
  }

  @Override
  public long skipTo(long position, long number) {
    long passed = position - cursor.plain();
    if (passed <= 0) {
      return 0;
    }
    cursor.release(position);
    return passed;
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
  public long position() {
    return cursor.plain();
  }

  @Override
  public long lengthAt(long position, long most) {
    long there = Math.min(control.byteTailAcquire() - position, most);
    if (control.hasMoved()) {
      return MOVED;
    }
    // What lies behind the end of the storage is another piece.
    return there <= 0 ? NOTHING : Math.min(there, reading.beforeWrap(position));
  }

  @Override
  public long placeAt(long position, long length) {
    return reading.placeOfWhole(position, length);
  }

  @Override
  public long nextOf(long position, long length) {
    return position + length;
  }

  @Override
  public void copyAt(long position, MemorySegment target, long length) {
    reading.copyOut(position, target, 0, length);
  }

  @Override
  public void pass(long position, long count) {
    cursor.release(position);
  }

  @Override
  public boolean isOvertaken(long position) {
    VarHandle.loadLoadFence();
    return control.floorAcquire() > position;
  }
}
