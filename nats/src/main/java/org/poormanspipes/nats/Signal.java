package org.poormanspipes.nats;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.poormanspipes.driver.Watch;

/// What the waits of one handle wait for: that something may have changed. Every wait looks again
/// after a while without being told, for a hint may come before what it hints at.
final class Signal {

  /// After so long a wait looks again in any case.
  static final long TICK_NANOS = 1_000_000_000L;

  private final Background background;
  private long version;
  private List<Look> looks = new ArrayList<>();

  Signal(Background background) {
    this.background = background;
  }

  /// To be asked before one looks.
  synchronized long version() {
    return version;
  }

  /// Something changed here and now.
  void ring() {
    List<Look> called;
    synchronized (this) {
      version++;
      notifyAll();
      if (looks.isEmpty()) {
        return;
      }
      called = looks;
      looks = new ArrayList<>();
    }
    called.forEach(Look::call);
  }

  /// Sleeps until it rings, or the time is over.
  void await(long seen, long nanos) throws InterruptedException {
    long end = System.nanoTime() + Math.min(nanos, TICK_NANOS);
    synchronized (this) {
      while (version == seen) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
    }
  }

  /// Calls once when it rings, or the time is over.
  ///
  /// @param ended called when it was called or taken back
  Watch watch(long nanos, Runnable look, Runnable ended) {
    Look watch = new Look(look, ended);
    synchronized (this) {
      looks.add(watch);
    }
    background.after(Math.min(nanos, TICK_NANOS), watch::call);
    return watch;
  }

  private final class Look implements Watch {
    private final Runnable look;
    private final Runnable ended;
    private boolean over;

    Look(Runnable look, Runnable ended) {
      this.look = look;
      this.ended = ended;
    }

    void call() {
      if (end()) {
        background.run(look);
      }
    }

    private boolean end() {
      boolean first;
      synchronized (Signal.this) {
        first = !over;
        over = true;
        looks.remove(this);
      }
      if (first) {
        ended.run();
      }
      return first;
    }

    @Override
    public boolean cancel() {
      return end();
    }

    @Override
    public boolean isOver() {
      synchronized (Signal.this) {
        return over;
      }
    }
  }
}
