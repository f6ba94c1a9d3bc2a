package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;

/// Publishes frames. The writers' mutex is held, and there is room.
final class FrameWriter {

  /// A cache line of the processors this was measured on; a wrong one costs time only.
  private static final long LINE = 64;

  private final RingControl control;
  private final RingStorage storage;

  FrameWriter(RingControl control, RingStorage storage) {
    this.control = control;
    this.storage = storage;
  }

  void publish(long tail, long next, MemorySegment source, long offset, long length) {
    long sequence = control.sequencePlain();
    // Cleared before the commit: the release below orders it. Without it a reader could take what
    // lies there from an earlier lap for a message.
    storage.headerPlain(next, FrameLayout.uncommitted(sequence + 1));
    storage.copyIn(tail + FrameLayout.HEADER, source, offset, length);
    storage.headerRelease(tail, FrameLayout.committed(sequence, length));
    // From here on the message is written, also if this process dies now: RingRecovery goes on from
    // the headers.
    control.frameTailOpaque(next);
    control.sequenceOpaque(sequence + 1);
  }

  /// Publishes a frame whose payload lies there already.
  void commit(long tail, long next, long length) {
    long sequence = control.sequencePlain();
    storage.headerPlain(next, FrameLayout.uncommitted(sequence + 1));
    storage.headerRelease(tail, FrameLayout.committed(sequence, length));
    control.frameTailOpaque(next);
    control.sequenceOpaque(sequence + 1);
  }

  /// Stores into each cache line behind that of the header at `next`. What lies there is nobody's:
  /// readers are past it, and each header is cleared before the frame in front of it is committed.
  ///
  /// @param end where to stop, at the latest
  /// @return `end`
  long own(long next, long end) {
    for (long line = (next + 2 * LINE - 1) & -LINE;
        line + FrameLayout.HEADER <= end;
        line += LINE) {
      storage.headerPlain(line, 0);
    }
    return end;
  }

  /// Publishes frames that lie behind one another in the writer's memory, all by one store.
  ///
  /// The first header is stored last. Until then it is the uncommitted one that ends the ring, so
  /// no reader comes past it and no recovery does, whatever lies behind: all are written, or none
  /// is.
  ///
  /// @return how many bytes their payloads have
  long publishImage(long tail, MemorySegment image, long from, long to) {
    long sequence = control.sequencePlain();
    long end = tail + (to - from);
    long first = FrameImage.length(image, from);
    storage.copyIn(
        tail + FrameLayout.HEADER,
        image,
        from + FrameLayout.HEADER,
        to - from - FrameLayout.HEADER);
    long next = sequence + 1;
    long payload = first;
    for (long at = FrameImage.next(image, from); at < to; at = FrameImage.next(image, at)) {
      long length = FrameImage.length(image, at);
      storage.headerPlain(tail + (at - from), FrameLayout.committed(next, length));
      payload += length;
      next++;
    }
    storage.headerPlain(end, FrameLayout.uncommitted(next));
    storage.headerRelease(tail, FrameLayout.committed(sequence, first));
    control.frameTailOpaque(end);
    control.sequenceOpaque(next);
    return payload;
  }
}
