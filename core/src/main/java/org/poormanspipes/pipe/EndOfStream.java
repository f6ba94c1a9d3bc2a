package org.poormanspipes.pipe;

import java.io.IOException;

/// Decides for one reading handle whether an empty pipe has ended: no writing handle is open, and
/// since this handle opened a writer was open or this handle has read something. A handle that was
/// opened on an empty pipe without writers waits for the first. Used inside the handle's reading
/// gate.
final class EndOfStream {

  /// How often a reader that polls asks the kernel whether the writers it sees are alive.
  private static final long PROBE_NANOS = 5_000_000;

  /// A reader that polls so often within that time need not ask the clock each time.
  private static final int LOOKS = 16;

  private static final long OFTEN_NANOS = LOOKS * 10_000;

  private final HandleContext handle;
  private final PipeContext pipe;
  private final long writerOpensBefore;
  private final boolean writerAtOpen;
  private boolean hasRead;
  private volatile long lastProbe;

  /// A slot that a writer had when this reader last looked.
  private int writer;

  /// How many times it was there still, since the clock was asked.
  private int looks;

  private int looksEach = 1;
  private long lastClock;

  /// A handle is about to open. The name's lock is held.
  EndOfStream(HandleContext handle) {
    this.handle = handle;
    this.pipe = handle.pipe();
    this.writerAtOpen = pipe.slots().findWriter() >= 0;
    this.writerOpensBefore = pipe.control().writerOpensAcquire();
    this.lastProbe = System.nanoTime();
  }

  /// This handle has read something.
  void markRead() {
    hasRead = true;
  }

  /// The handle sleeps, and is told of deaths: it need not ask the kernel itself.
  void trustTidings() {
    lastProbe = System.nanoTime();
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
    if (!isProbeDue()) {
      return false;
    }
    pipe.requireWhole();
    return Reaper.reap(pipe, handle.owner()) > 0 && noneSince(opens);
  }

  /// By the clock, which costs as much as the rest of a look; a reader that polls all the time asks
  /// it each few looks.
  private boolean isProbeDue() {
    looks++;
    if (looks < looksEach) {
      return false;
    }
    long now = System.nanoTime();
    looksEach = now - lastClock < OFTEN_NANOS ? LOOKS : 1;
    lastClock = now;
    looks = 0;
    boolean due = now - lastProbe >= PROBE_NANOS;
    if (due) {
      lastProbe = now;
    }
    return due;
  }

  /// Whether no writer is open, and none came while the slots were looked at one by one: a writer
  /// that came into a slot already passed, before another went from one not yet seen, would be
  /// overlooked.
  private boolean noneSince(long opens) {
    return !hasWriter() && pipe.control().writerOpensAcquire() == opens;
  }

  /// Where one was, one is most likely still.
  private boolean hasWriter() {
    if (pipe.slots().isWriter(writer)) {
      return true;
    }
    int found = pipe.slots().findWriter();
    writer = Math.max(found, 0);
    return found >= 0;
  }
}
