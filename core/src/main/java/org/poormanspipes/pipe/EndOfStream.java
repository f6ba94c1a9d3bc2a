package org.poormanspipes.pipe;

import java.io.IOException;

/// Decides for one reading handle whether an empty pipe has ended: no writing handle is open, and
/// since this handle opened a writer was open or this handle has read something. A handle that was
/// opened on an empty pipe without writers waits for the first. Used inside the handle's reading
/// gate.
final class EndOfStream {

  /// How often a reader that polls asks the kernel whether the writers it sees are alive.
  private static final long PROBE_NANOS = 5_000_000;

  private final HandleContext handle;
  private final PipeContext pipe;
  private final long writerOpensBefore;
  private final boolean writerAtOpen;
  private boolean hasRead;
  private long lastProbe;

  /// A handle is about to open. The name's lock is held.
  EndOfStream(HandleContext handle) {
    this.handle = handle;
    this.pipe = handle.pipe();
    this.writerAtOpen = pipe.slots().hasWriter();
    this.writerOpensBefore = pipe.control().writerOpensAcquire();
    this.lastProbe = System.nanoTime();
  }

  /// This handle has read something.
  void markRead() {
    hasRead = true;
  }

  /// Whether nobody can write any more. The caller looks once more for data after a yes: a writer
  /// may have written just before it went.
  boolean writersGone() throws IOException {
    if (handle.isDeleted()) {
      return true;
    }
    long opens = pipe.control().writerOpensAcquire();
    if (!hasRead && !writerAtOpen && opens == writerOpensBefore) {
      return false;
    }
    if (noneSince(opens)) {
      return true;
    }
    long now = System.nanoTime();
    if (now - lastProbe < PROBE_NANOS) {
      return false;
    }
    lastProbe = now;
    pipe.requireWhole();
    return Reaper.reap(pipe, handle.owner()) > 0 && noneSince(opens);
  }

  /// Whether no writer is open, and none came while the slots were looked at one by one: a writer
  /// that came into a slot already passed, before another went from one not yet seen, would be
  /// overlooked.
  private boolean noneSince(long opens) {
    return !pipe.slots().hasWriter() && pipe.control().writerOpensAcquire() == opens;
  }
}
