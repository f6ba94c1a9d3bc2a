package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;

/// Publishes frames. The writers' mutex is held, and there is room.
final class FrameWriter {

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
}
