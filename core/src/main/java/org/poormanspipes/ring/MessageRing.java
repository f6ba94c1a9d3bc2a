package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;

/// A ring of messages: the frame's header is the commit, and the next header is cleared before it.
///
/// ```
///   offer:  T = tail, N = T + frame               under the mutex
///           room: N - head <= capacity,  N + 8 - head <= size
///           header[N] <- uncommitted              no reader can run past the new frame
///           copy the payload
///           header[T] <- committed (release)      the commit
///           tail      <- N
///   take:   h = head (acquire), w = header[h] (acquire)
///           copy the whole payload
///           head: h -> h + frame (compare-and-set) the claim
/// ```
///
/// A writer killed before the commit has written nothing: its frame is not committed. One killed after
/// it has written everything: the message can be read, and whoever recovers the mutex moves the tail.
/// The 8 bytes beyond the capacity are for the cleared header of a full ring, which would otherwise
/// fall on the oldest frame.
public final class MessageRing implements Ring {

  private final RingControl control;
  private final RingStorage reading;
  private final RingStorage writing;
  private final long capacity;

  /// The last head that this writer saw. The head only moves on, so it never promises too much room.
  private long cachedHead;

  /// A ring over its two parts.
  ///
  /// @param geometry where they are
  public MessageRing(RingGeometry geometry) {
    this.control = geometry.control();
    this.reading = geometry.storage();
    this.writing = geometry.storage();
    this.capacity = geometry.capacity();
  }

  @Override
  public long offer(MemorySegment source, long offset, long length, long least) {
    long tail = control.frameTailPlain();
    long next = tail + FrameLayout.frame(length);
    if (next - cachedHead > capacity) {
      cachedHead = control.headAcquire();
    }
    long used = tail - cachedHead;
    if (used < 0 || used > writing.size() || !aligned(tail)) {
      return DAMAGED;
    }
    if (next - cachedHead > capacity) {
      return NOTHING;
    }
    long sequence = control.sequencePlain();
    // Cleared before the commit: the release below orders it. Without it a reader could take what
    // lies
    // there from an earlier lap for a message.
    writing.headerPlain(next, FrameLayout.uncommitted(sequence + 1));
    writing.copyIn(tail + FrameLayout.HEADER, source, offset, length);
    writing.headerRelease(tail, FrameLayout.committed(sequence, length));
    // From here on the message is written, also if this process dies now: RingRecovery goes on from
    // the headers.
    control.frameTailOpaque(next);
    control.sequenceOpaque(sequence + 1);
    return length;
  }

  @Override
  public long take(MemorySegment target, long offset, long length, Remainder remainder) {
    while (true) {
      long head = control.headAcquire();
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
    }
  }

  @Override
  public long peek(MemorySegment target, long offset, long length) {
    while (true) {
      long head = control.headAcquire();
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

  /// The length of the payload at the head, or NOTHING, or DAMAGED. Only true if the head is still the
  /// same afterwards: what was overtaken may have been overwritten with anything.
  private long payload(long head) {
    if (!aligned(head)) {
      return DAMAGED;
    }
    long header = reading.headerAcquire(head);
    VarHandle.loadLoadFence();
    if (!FrameLayout.isCommitted(header)) {
      return NOTHING;
    }
    long length = FrameLayout.length(header);
    return length <= largestIn(reading.size()) ? length : DAMAGED;
  }

  private static boolean aligned(long position) {
    return position % FrameLayout.ALIGNMENT == 0;
  }

  private static long largestIn(long bytes) {
    return bytes - FrameLayout.HEADER;
  }

  @Override
  public long largest() {
    // Frames are whole multiples of 8, so a capacity that is not one loses its odd bytes.
    return Math.min(largestIn(capacity & -FrameLayout.ALIGNMENT), FrameLayout.MAX_LENGTH);
  }
}
