package org.poormanspipes.fuse.server;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Who receives. One worker at a time has the seat: it receives, and answers what it has received,
/// before it receives again; so requests are begun in the order in which the kernel sent them, and
/// no answer waits for another thread to wake up.
///
/// ```
///   FREE ──a worker takes it──▶ RECEIVING ──a request──▶ BUSY n ──answered──▶ RECEIVING
///     ▲                                                    │
///     └── handed over before much is copied ───────────────┤
///     └── taken away by the overseer: one look and a millisecond later it is the same n
/// ```
///
/// A worker that lost the seat while it was busy learns so when it is done, by a compare-and-set
/// that fails, and waits for the seat like the others. The number n is never used again.
final class Leadership {
  private static final long FREE = 0;
  private static final long RECEIVING = 1;
  private static final long FIRST_BUSY = 2;

  /// More at once would be stopped by the device's own locks.
  private static final int MOST_WORKERS = 10;

  /// How long a request may keep the others waiting; twice, at most.
  private static final long LOOK_NANOS = 1_000_000;

  /// After so many looks at nothing the overseer sleeps until there is a request.
  private static final int IDLE_LOOKS = 100;

  private final AtomicLong seat = new AtomicLong(FREE);
  private final Runnable newWorker;
  private final Thread overseer =
      Thread.ofPlatform().daemon().name("pmp-mount-overseer").unstarted(this::oversee);

  /// Of whoever has the seat.
  private long lastBusy = FIRST_BUSY;

  private volatile boolean overseerSleeps;
  private volatile boolean ended;

  /// Guarded by this: workers that wait for the seat, and all of them.
  private int waiting;

  private int workers;

  /// How many there are when nothing takes long.
  private int enough;

  /// @param newWorker starts one more worker
  Leadership(Runnable newWorker) {
    this.newWorker = newWorker;
  }

  void start(int count) {
    synchronized (this) {
      workers = count;
      enough = count;
    }
    for (int i = 0; i < count; i++) {
      newWorker.run();
    }
    overseer.start();
  }

  /// Waits for the seat.
  ///
  /// @return false if the mount has ended, or there are workers enough without this one: the fewer
  ///     there are, the sooner their buffers are in the processor's cache
  synchronized boolean take() {
    if (waiting > 0 && workers > enough) {
      workers--;
      return false;
    }
    waiting++;
    try {
      while (!ended && !seat.compareAndSet(FREE, RECEIVING)) {
        wait();
      }
      return !ended;
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting--;
    }
  }

  /// The worker in the seat has a request.
  ///
  /// @return the number of its time as the busy one
  long busy() {
    lastBusy++;
    seat.set(lastBusy);
    if (overseerSleeps) {
      overseerSleeps = false;
      LockSupport.unpark(overseer);
    }
    return lastBusy;
  }

  /// It is done with that.
  ///
  /// @return whether it still has the seat
  boolean done(long number) {
    return seat.compareAndSet(number, RECEIVING);
  }

  /// It gives the seat away, or has lost it already. If nobody waits for it, the first who is done
  /// takes it.
  void handOver(long number) {
    if (seat.compareAndSet(number, FREE)) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /// The mount has ended: the workers end.
  void end() {
    synchronized (this) {
      ended = true;
      notifyAll();
    }
    LockSupport.unpark(overseer);
  }

  /// Waits until the mount has ended.
  synchronized void awaitEnd() throws InterruptedException {
    while (!ended) {
      wait();
    }
  }

  /// Somebody has to take the seat from a worker that may be busy for long.
  private void takeAway(long number) {
    if (!seat.compareAndSet(number, FREE)) {
      return;
    }
    boolean more;
    synchronized (this) {
      more = waiting == 0 && workers < MOST_WORKERS;
      workers += more ? 1 : 0;
      notifyAll();
    }
    if (more) {
      newWorker.run();
    }
  }

  private void oversee() {
    long before = FREE;
    int idle = 0;
    while (!ended) {
      LockSupport.parkNanos(LOOK_NANOS);
      long now = seat.get();
      if (now == before && now >= FIRST_BUSY) {
        takeAway(now);
      }
      idle = now == before ? idle + 1 : 0;
      before = now;
      if (idle > IDLE_LOOKS) {
        sleep();
        idle = 0;
      }
    }
  }

  /// Partner: [#busy] sets the seat, then looks at the flag; this sets the flag, then looks at the
  /// seat.
  private void sleep() {
    overseerSleeps = true;
    while (overseerSleeps && seat.get() < FIRST_BUSY && !ended) {
      LockSupport.park(this);
    }
    overseerSleeps = false;
  }
}
