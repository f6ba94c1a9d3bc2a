package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;

/// The writers' side of both byte rings: bytes behind the tail, which is the commit. What they
/// differ in is whom they must not overtake, the head or the slowest cursor.
abstract class ByteRingBase extends RingBase {

  ByteRingBase(RingGeometry geometry) {
    super(geometry);
  }

  /// How many bytes may be written from the tail on without dropping anything; exact only below
  /// `wanted`.
  abstract long room(long tail, long wanted);

  /// Whether the tail can be one: after [#room].
  abstract boolean isSound(long tail);

  /// Sees to it that `count` bytes behind the tail may be written over.
  abstract void clear(long tail, long count, Overflow overflow);

  @Override
  public final long offer(
      MemorySegment source, long offset, long length, long least, Overflow overflow) {
    if (control.hasMovedForWriters()) {
      return MOVED;
    }
    long tail = control.byteTailPlain();
    long room = room(tail, length);
    if (!isSound(tail)) {
      return DAMAGED;
    }
    if (overflow == Overflow.DROP_OLDEST) {
      return write(tail, source, offset, length, overflow);
    }
    return room < Math.min(least, capacity)
        ? NOTHING
        : write(tail, source, offset, Math.min(length, room), overflow);
  }

  /// Piece by piece of at most the capacity, so that what drops the oldest never passes the tail.
  private long write(
      long firstTail, MemorySegment source, long offset, long length, Overflow overflow) {
    long tail = firstTail;
    for (long done = 0; done < length; ) {
      long count = Math.min(length - done, capacity);
      clear(tail, count, overflow);
      writing.copyIn(tail, source, offset + done, count);
      tail += count;
      notePeak(tail);
      control.byteTailRelease(tail);
      done += count;
    }
    return length;
  }

  @Override
  public final long reserve(long length, Overflow overflow) {
    if (control.hasMovedForWriters()) {
      return MOVED;
    }
    if (length > capacity) {
      return TOO_LARGE;
    }
    long tail = control.byteTailPlain();
    long room = room(tail, length);
    if (tail < 0 || !isSound(tail)) {
      return DAMAGED;
    }
    if (room < length && overflow == Overflow.KEEP_OLDEST) {
      return NOTHING;
    }
    clear(tail, length, overflow);
    return tail;
  }

  @Override
  public final long place(long position, long length) {
    return writing.placeOfWhole(position, length);
  }

  @Override
  public final void commit(long position, long length) {
    notePeak(position + length);
    control.byteTailRelease(position + length);
  }

  /// A stream has no messages.
  @Override
  public final long offerFrames(MemorySegment source, long from, long to, Overflow overflow) {
    throw new UnsupportedOperationException("a ring of bytes takes no messages");
  }

  @Override
  public final long room() {
    return room(control.byteTailPlain(), capacity);
  }

  /// One piece.
  @Override
  public final long takeMany(Remainder into, int most, long size) {
    long length = Math.min(size, reading.size());
    long taken = take(into.reserve(length), 0, length, into);
    if (taken < 0) {
      return taken;
    }
    into.hold(taken);
    return 1;
  }

  @Override
  public final long peekMany(Remainder into, int most, long size) {
    long length = Math.min(size, reading.size());
    long seen = look(into.reserve(length), length);
    if (seen < 0) {
      return seen;
    }
    into.hold(seen);
    return 1;
  }

  /// Copies what is next, and notes where that was; goes on behind what was lost.
  ///
  /// @return how many bytes, `NOTHING`, `DAMAGED`, `LOST` or `MOVED`
  abstract long look(MemorySegment target, long length);

  @Override
  public final long largest() {
    return Long.MAX_VALUE;
  }
}
