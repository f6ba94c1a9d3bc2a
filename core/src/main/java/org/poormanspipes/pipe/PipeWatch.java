package org.poormanspipes.pipe;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Watch;
import org.poormanspipes.linux.Membarrier;
import org.poormanspipes.mutex.WaitReason;

/// One wait of one handle, kept by the process's [Waiter]. It holds a reference to the handle's
/// file, and so the pipe's memory, until it is over.
final class PipeWatch implements Watch {
  /// When a pipe is looked at although nothing happened: of its deaths the kernel tells.
  static final long RARELY_NANOS = 300_000_000_000L;

  /// The same where the kernel has no watch to spare.
  private static final long OFTEN_NANOS = 1_000_000_000L;

  private final Waiter waiter;
  private final HandleContext handle;
  private final Signal signal;
  private final Runnable look;
  private final @Nullable DeathWatch deaths;
  private final WaitReason reason;
  private final long progress;
  private final int announced;

  /// From when on a look finds what a waker published that missed the announcement.
  private final long drained;

  private final long due;
  private volatile boolean over;

  /// Guarded by this.
  private boolean finished;

  /// Begins a wait; the caller has taken the reference for it.
  PipeWatch(Waiter waiter, HandleContext handle, WaitReason reason, Runnable look, long nanos) {
    this.waiter = waiter;
    this.handle = handle;
    this.signal = handle.pipe().signal(reason);
    this.look = look;
    this.reason = reason;
    this.deaths = handle.device().deathWatch();
    handle.slot().showWait(reason);
    boolean told = deaths != null && deaths.add(handle);
    long recheck = told ? RARELY_NANOS : OFTEN_NANOS;
    this.due = System.nanoTime() + Math.clamp(nanos, 0, recheck);
    handle.pipe().waitingProcess().begin();
    this.progress = handle.pipe().progress(reason);
    this.announced = signal.word().announce();
    this.drained = System.nanoTime() + Membarrier.DRAINED_NANOS;
  }

  /// When to look at it although no bell rang.
  long nextLook(long now) {
    return drained - now > 0 && drained - due < 0 ? drained : due;
  }

  /// Whether to look now. The lock keeps the wait from ending meanwhile, after which the pipe's
  /// memory may be gone.
  synchronized boolean isDue(long now) {
    return !over
        && (due - now <= 0
            || !signal.word().isUnchanged(announced)
            || handle.pipe().progress(reason) != progress);
  }

  /// By the waiter's thread.
  void fire() {
    if (end(true)) {
      look.run();
    }
  }

  /// Once this returns, the wait holds nothing any more, whoever ended it.
  @Override
  public boolean cancel() {
    boolean ended = end(false);
    if (!ended) {
      awaitFinished();
    }
    return ended;
  }

  private synchronized void awaitFinished() {
    boolean interrupted = false;
    while (!finished) {
      try {
        wait();
      } catch (InterruptedException remembered) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void finish() {
    finished = true;
    notifyAll();
  }

  @Override
  public boolean isOver() {
    return over;
  }

  private boolean end(boolean fired) {
    synchronized (this) {
      if (over) {
        return false;
      }
      over = true;
    }
    waiter.remove(this);
    try {
      if (fired) {
        // One that is cancelled has found what it waited for at its second look.
        handle.slot().countWait();
      }
      letGo();
    } finally {
      finish();
    }
    return true;
  }

  private void letGo() {
    if (deaths != null) {
      deaths.remove(handle);
    }
    handle.pipe().waitingProcess().end();
    if (reason != WaitReason.ROOM || !handle.isInTurn()) {
      handle.slot().showWait(WaitReason.NONE);
    }
    try {
      handle.file().dereference();
    } catch (IOException failed) {
      // The handle was closed while it waited, and what its last reference had to do went wrong.
      System.getLogger(PipeWatch.class.getName())
          .log(System.Logger.Level.DEBUG, "closing a pipe after a wait", failed);
    }
  }
}
