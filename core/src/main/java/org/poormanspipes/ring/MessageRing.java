package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// A ring of messages that readers compete for: the frame's header is the commit, and the next
/// header is cleared before it.
///
/// ```
///   offer:  T = tail, N = T + frame               under the mutex
///           room: N - head <= capacity; to drop the oldest: N + 8 - head <= size, or
///           head -> a later frame (compare-and-set, against readers that claim)
///           header[N] <- uncommitted              no reader can run past the new frame
///           copy the payload
///           header[T] <- committed (release)      the commit
///           tail      <- N
///   take:   h = head (acquire), w = header[h] (acquire)
///           copy the whole payload
///           head: h -> h + frame (compare-and-set) the claim
/// ```
///
/// A writer killed before the commit has written nothing: its frame is not committed. One killed
/// after it has written everything: the message can be read, and whoever recovers the mutex moves
/// the tail. The 8 bytes beyond the capacity are for the cleared header of a full ring, which would
/// otherwise fall on the oldest frame.
public final class MessageRing implements Ring {

  private final RingControl control;
  private final RingStorage reading;
  private final RingStorage writing;
  private final FrameWriter frames;
  private final long capacity;

  /// The last head that this writer saw. The head only moves on, so it never promises too much
  /// room.
  private long cachedHead;

  /// A ring over its two parts.
  ///
  /// @param geometry where they are
  public MessageRing(RingGeometry geometry) {
    this.control = geometry.newControl();
    this.reading = geometry.newStorage();
    this.writing = geometry.newStorage();
    this.frames = new FrameWriter(control, writing);
    this.capacity = geometry.capacity();
  }

  @Override
  public long offer(MemorySegment source, long offset, long length, long least, Overflow overflow) {
    if (control.hasMoved()) {
      return MOVED;
    }
    if (length > largest()) {
      return TOO_LARGE;
    }
    long tail = control.frameTailPlain();
    long next = tail + FrameLayout.frame(length);
    if (next - cachedHead > capacity) {
      cachedHead = control.headAcquire();
    }
    long used = tail - cachedHead;
    if (used < 0 || used > writing.size() || !FrameLayout.isAligned(tail | cachedHead)) {
      return DAMAGED;
    }
    if (overflow == Overflow.DROP_OLDEST) {
      if (!drop(tail, next)) {
        return DAMAGED;
      }
    } else if (next - cachedHead > capacity) {
      return NOTHING;
    }
    frames.publish(tail, next, source, offset, length);
    return length;
  }

  /// Moves the head over the oldest frames until there is room for the new one and the header
  /// behind it.
  private boolean drop(long tail, long next) {
    long must = next + FrameLayout.HEADER - writing.size();
    while (cachedHead < must) {
      long target = FrameWalk.drop(writing, cachedHead, must, next - capacity, tail);
      if (target < 0) {
        long head = control.headAcquire();
        if (head == cachedHead || !FrameLayout.isAligned(head)) {
          return false;
        }
        cachedHead = head;
        continue;
      }
      // Against readers that claim at the same time; whoever wins, the head has moved on, and a
      // reader that copied what is overwritten from here on fails to claim it.
      control.dropHead(cachedHead, target);
      cachedHead = control.headAcquire();
      if (!FrameLayout.isAligned(cachedHead)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public long take(MemorySegment target, long offset, long length, Remainder remainder) {
    for (int attempt = 0; attempt < ATTEMPTS; ) {
      long head = control.headAcquire();
      // After the head was acquired: one that was moved on since the storage moved leads elsewhere.
      if (control.hasMoved()) {
        return MOVED;
      }
      long payload = payload(head);
      if (payload < 0) {
        if (control.headAcquire() != head) {
          continue;
        }
        return payload;
      }
      boolean fits = payload <= length;
      MemorySegment copy = fits ? target : remainder.reserve(payload);
      reading.copyOut(head + FrameLayout.HEADER, copy, fits ? offset : 0, payload);
      // The copy must be over before the claim lets a writer in.
      VarHandle.acquireFence();
      if (control.claimHead(head, head + FrameLayout.frame(payload))) {
        if (fits) {
          return payload;
        }
        remainder.hold(payload);
        return remainder.drain(target, offset, length);
      }
      attempt++;
    }
    return CONTENDED;
  }

  @Override
  public long peek(MemorySegment target, long offset, long length) {
    while (true) {
      long head = control.headAcquire();
      if (control.hasMoved()) {
        return MOVED;
      }
      long payload = payload(head);
      long count = Math.min(payload, length);
      if (payload > 0) {
        reading.copyOut(head + FrameLayout.HEADER, target, offset, count);
      }
      VarHandle.loadLoadFence();
      if (control.headAcquire() == head) {
        return count;
      }
    }
  }

  @Override
  public boolean isEmpty() {
    while (true) {
      long head = control.headAcquire();
      long payload = payload(head);
      if (control.headAcquire() == head) {
        return payload == NOTHING;
      }
    }
  }

  @Override
  public boolean isPlausible() {
    long head = control.headAcquire();
    return payload(head) != NOTHING
        || head == control.frameTailOpaque()
        || head != control.headAcquire()
        || control.hasMoved();
  }

  /// The length of the payload at the head, or NOTHING, or DAMAGED. Only true if the head is still
  /// the same afterwards: what was overtaken may have been overwritten with anything.
  private long payload(long head) {
    if (!FrameLayout.isAligned(head)) {
      return DAMAGED;
    }
    long header = reading.headerAcquire(head);
    VarHandle.loadLoadFence();
    if (!FrameLayout.isCommitted(header)) {
      return NOTHING;
    }
    long length = FrameLayout.length(header);
    return length <= reading.size() - FrameLayout.HEADER ? length : DAMAGED;
  }

  @Override
  public long largest() {
    return FrameLayout.largest(capacity);
  }
}
