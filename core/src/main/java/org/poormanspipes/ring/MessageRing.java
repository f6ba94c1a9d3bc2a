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
public final class MessageRing extends MessageRingBase {

  /// A ring over its two parts.
  ///
  /// @param geometry where they are
  public MessageRing(RingGeometry geometry) {
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
  long freeUpTo() {
    return oldestSeen + capacity;
  }

  @Override
  boolean isSound(long tail) {
    long used = tail - oldestSeen;
    return used >= 0 && used <= writing.size() && FrameLayout.isAligned(oldestSeen);
  }

  /// Moves the head over the oldest frames until there is room for what comes and the header behind
  /// it.
  @Override
  boolean clear(long tail, long next, Overflow overflow) {
    long must = next + FrameLayout.HEADER - writing.size();
    if (overflow == Overflow.KEEP_OLDEST) {
      return true;
    }
    while (oldestSeen < must) {
      long target = FrameWalk.drop(writing, oldestSeen, must, next - capacity, tail);
      if (target < 0) {
        long head = control.headAcquire();
        if (head == oldestSeen || !FrameLayout.isAligned(head)) {
          return false;
        }
        oldestSeen = head;
        continue;
      }
      // Against readers that claim at the same time; whoever wins, the head has moved on, and a
      // reader that copied what is overwritten from here on fails to claim it.
      control.dropHead(oldestSeen, target);
      oldestSeen = control.headAcquire();
      if (!FrameLayout.isAligned(oldestSeen)) {
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
      long payload = payloadAt(head);
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
  public long takeMany(Remainder into, int most, long size) {
    return copyMany(into, most, size, true);
  }

  @Override
  public long peekMany(Remainder into, int most, long size) {
    return copyMany(into, most, size, false);
  }

  @Override
  public long skipTo(long position, long number) {
    return claimUpTo(position);
  }

  private long copyMany(Remainder into, int most, long size, boolean claims) {
    for (int attempt = 0; attempt < ATTEMPTS; ) {
      long head = control.headAcquire();
      if (control.hasMoved()) {
        return MOVED;
      }
      long end = FrameLayout.isAligned(head) ? walk(head, most, size) : head;
      if (end == head) {
        long payload = payloadAt(head);
        if (payload >= 0 || control.headAcquire() != head) {
          // It came, or was overtaken, since.
          attempt++;
          continue;
        }
        return payload;
      }
      reading.copyOut(head, into.reserve(end - head), 0, end - head);
      VarHandle.acquireFence();
      // All at once, and before any is handed out: a reader that dies takes this one batch with it,
      // and nothing comes twice.
      if (claims ? control.claimHead(head, end) : control.headAcquire() == head) {
        if (!claims) {
          peeked(numberOf(into.memory()), end);
        }
        return hold(into, end - head);
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
      long payload = payloadAt(head);
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
      long payload = payloadAt(head);
      if (control.headAcquire() == head) {
        return payload == NOTHING;
      }
    }
  }

  @Override
  public boolean isPlausible() {
    long head = control.headAcquire();
    return payloadAt(head) != NOTHING
        || head == control.frameTailOpaque()
        || head != control.headAcquire()
        || control.hasMoved();
  }

  /// The length of the payload at the head, or NOTHING, or DAMAGED. Only true if the head is still
  /// the same afterwards.
  private long payloadAt(long head) {
    if (!FrameLayout.isAligned(head)) {
      return DAMAGED;
    }
    long header = reading.headerAcquire(head);
    VarHandle.loadLoadFence();
    return payload(header);
  }
}
