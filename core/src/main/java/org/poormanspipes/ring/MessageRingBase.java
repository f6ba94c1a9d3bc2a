package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;

/// The writers' side of both message rings: frames behind the tail, committed by their headers.
/// What they differ in is whom they must not overtake, the head or the slowest cursor.
abstract class MessageRingBase extends RingBase {

  /// How far ahead a writer takes the lines for its processor: enough for it to ask for several at
  /// once, and less than it would lose again. In cache lines of 64 bytes, 16.
  private static final long AHEAD = 1024;

  private final FrameWriter frames;

  /// Up to where this writer has taken lines.
  private long owned;

  // Of the last walk, as true as it was.
  private int walked;
  private long walkedPayload;

  // Of the last batch.
  private long offered;
  private long offeredPayload;

  MessageRingBase(RingGeometry geometry) {
    super(geometry);
    this.frames = new FrameWriter(control, writing);
  }

  /// How many bytes may be written from the tail on without dropping anything; exact only below
  /// `wanted`.
  abstract long room(long tail, long wanted);

  /// Whether the tail can be one: after [#room].
  abstract boolean isSound(long tail);

  /// Sees to it that what lies up to `next` and the header there may be written over.
  ///
  /// @return false if the memory does not hold a ring
  abstract boolean clear(long tail, long next, Overflow overflow);

  /// Up to where nobody will read what lies behind the tail, as far as this writer knows; it may be
  /// the tail.
  abstract long freeUpTo();

  @Override
  public final long offer(
      MemorySegment source, long offset, long length, long least, Overflow overflow) {
    if (control.hasMovedForWriters()) {
      return MOVED;
    }
    if (length > largest()) {
      return TOO_LARGE;
    }
    long size = FrameLayout.frame(length);
    long tail = control.frameTailPlain();
    if (!FrameLayout.isAligned(tail) || !isBelowPeak(tail, size)) {
      tail = reserveFrames(size, overflow);
      if (tail < 0) {
        return tail;
      }
      notePeak(tail + size);
    }
    long next = tail + size;
    frames.publish(tail, next, source, offset, length);
    ownAhead(tail, next);
    return length;
  }

  /// A line that a reader has copied has to be asked for before it can be stored into, and the
  /// stores of a short message wait for that one after the other. So whoever writes message after
  /// message asks for several lines at once, after a commit, by a store into each.
  private void ownAhead(long tail, long next) {
    if (next > owned) {
      // Where others wrote meanwhile, they may go on.
      owned =
          tail > owned
              ? next
              : Math.max(next, frames.own(next, Math.min(next + AHEAD, freeUpTo())));
    }
  }

  @Override
  public final long reserve(long length, Overflow overflow) {
    if (control.hasMovedForWriters()) {
      return MOVED;
    }
    if (length > largest()) {
      return TOO_LARGE;
    }
    return reserveFrames(FrameLayout.frame(length), overflow);
  }

  private long reserveFrames(long size, Overflow overflow) {
    long tail = control.frameTailPlain();
    long room = room(tail, size);
    if (tail < 0 || !FrameLayout.isAligned(tail) || !isSound(tail)) {
      return DAMAGED;
    }
    if (room < size && overflow == Overflow.KEEP_OLDEST) {
      return NOTHING;
    }
    return clear(tail, tail + size, overflow) ? tail : DAMAGED;
  }

  @Override
  public final long place(long position, long length) {
    return writing.placeOfWhole(position + FrameLayout.HEADER, length);
  }

  @Override
  public final void commit(long position, long length) {
    long next = position + FrameLayout.frame(length);
    notePeak(next);
    frames.commit(position, next, length);
    ownAhead(position, next);
  }

  @Override
  public final long offerFrames(MemorySegment source, long from, long to, Overflow overflow) {
    if (control.hasMovedForWriters()) {
      return MOVED;
    }
    long first = control.sequencePlain();
    offeredPayload = 0;
    long taken = offerAll(source, from, to, overflow);
    offered = control.sequencePlain() - first;
    return taken;
  }

  private long offerAll(MemorySegment source, long from, long to, Overflow overflow) {
    long done = from;
    while (done < to) {
      long room =
          overflow == Overflow.DROP_OLDEST
              ? capacity
              : room(control.frameTailPlain(), Math.min(to - done, capacity));
      long end = FrameImage.fitting(source, done, to, room);
      if (end == done) {
        boolean never = FrameImage.length(source, done) > largest();
        return done > from ? done - from : never ? TOO_LARGE : NOTHING;
      }
      long tail = reserveFrames(end - done, overflow);
      if (tail < 0) {
        return done > from ? done - from : tail;
      }
      notePeak(tail + (end - done));
      offeredPayload += frames.publishImage(tail, source, done, end);
      done = end;
    }
    return done - from;
  }

  @Override
  public final long offered() {
    return offered;
  }

  @Override
  public final long offeredPayload() {
    return offeredPayload;
  }

  @Override
  public final long room() {
    return room(control.frameTailPlain(), capacity);
  }

  /// What a header says of its payload: the length, or NOTHING, or DAMAGED. Only true if nobody has
  /// overtaken the reader: what was overtaken may have been overwritten with anything.
  final long payload(long header) {
    if (!FrameLayout.isCommitted(header)) {
      return NOTHING;
    }
    long length = FrameLayout.length(header);
    return length <= reading.size() - FrameLayout.HEADER ? length : DAMAGED;
  }

  /// Where whole frames end that a reader may take at once, from `head` on. As true as [#payload].
  final long walk(long head, int most, long size) {
    long end = head;
    int count = 0;
    long sum = 0;
    while (count < most && end - head < size) {
      long payload = payload(reading.headerAcquire(end));
      long next = end + FrameLayout.frame(payload);
      if (payload < 0 || next - head > reading.size()) {
        break;
      }
      end = next;
      sum += payload;
      count++;
    }
    walked = count;
    walkedPayload = sum;
    return end;
  }

  /// What was walked over was copied, and nobody had overtaken it.
  ///
  /// @return how many messages
  final long hold(Remainder copied, long size) {
    copied.holdFrames(size, walkedPayload);
    return walked;
  }

  /// The number of a message that was copied with its header, which has but the low half of it; the
  /// next message's is not far from it.
  final long numberOf(MemorySegment image) {
    long next = control.sequenceOpaque();
    return next - ((int) next - (int) FrameImage.sequence(image, 0));
  }

  @Override
  public final long largest() {
    return FrameLayout.largest(capacity);
  }
}
