package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.poormanspipes.driver.Watch;
import org.poormanspipes.mutex.WaitReason;

/// Waits for any number of pipes of a device in one thread of this process, which sleeps on the
/// process's doorbell: for asynchronous operations, and for virtual threads, which must not sleep
/// in the kernel.
///
/// When the bell rings it looks at the words of all pipes that are waited for; that is a load for
/// each, and spares the ringer to say which it was. It also looks a millisecond after a wait began,
/// for a waker that missed the announcement ([WaitWord]). While nothing happens it looks around
/// every two minutes; a pipe whose deaths the kernel tells needs no more than that.
final class Waiter implements Runnable {
  /// A look around at least this often: whoever should have rung may have been killed or stopped.
  private static final long RECHECK_NANOS = 120_000_000_000L;

  private final Doorbells doorbells;
  private final Set<PipeWatch> watches = ConcurrentHashMap.newKeySet();
  private final Thread thread;

  /// Until when the thread sleeps; the greatest value while it looks around.
  private volatile long sleepsUntil = Long.MAX_VALUE;

  private volatile boolean stopped;

  private Waiter(Doorbells doorbells) {
    this.doorbells = doorbells;
    this.thread = Thread.ofPlatform().daemon().name("pmp-waiter").unstarted(this);
  }

  static Waiter start(Doorbells doorbells) {
    Waiter waiter = new Waiter(doorbells);
    waiter.thread.start();
    return waiter;
  }

  /// Calls `look` once, when what is waited for may have happened, or the time is over. What
  /// happened before this returned is not told: the caller looks once more afterwards.
  Watch watch(HandleContext handle, WaitReason reason, long nanos, Runnable look)
      throws IOException {
    if (!handle.file().reference()) {
      throw new ClosedChannelException();
    }
    PipeWatch watch = begin(handle, reason, nanos, look);
    watches.add(watch);
    // Partner: the thread stores the greatest value, then looks at the watches. Either it sees this
    // one, or this sees that it may sleep for too long. And whoever answered the announcement
    // before
    // the watch was there to be seen rang for nothing, and will not ring again: that the caller
    // finds something left to do, and less than it wants, would not wake it a second time.
    VarHandle.fullFence();
    long now = System.nanoTime();
    if (watch.nextLook(now) - sleepsUntil < 0 || watch.isDue(now)) {
      doorbells.ring(doorbells.own());
    }
    return watch;
  }

  private PipeWatch begin(HandleContext handle, WaitReason reason, long nanos, Runnable look)
      throws IOException {
    boolean begun = false;
    try {
      PipeWatch watch = new PipeWatch(this, handle, reason, look, nanos);
      begun = true;
      return watch;
    } finally {
      if (!begun) {
        handle.file().dereference();
      }
    }
  }

  void remove(PipeWatch watch) {
    watches.remove(watch);
  }

  @Override
  public void run() {
    while (!stopped) {
      int rung = doorbells.rungAcquire();
      sleepsUntil = Long.MAX_VALUE;
      long now = System.nanoTime();
      long due = now + RECHECK_NANOS;
      for (PipeWatch watch : watches) {
        long next = watch.nextLook(now);
        if (watch.isDue(now)) {
          watch.fire();
        } else if (next - due < 0) {
          due = next;
        }
      }
      sleepsUntil = due;
      // Firing may have closed the last file, and with it the device.
      if (!stopped) {
        doorbells.await(rung, due - System.nanoTime());
      }
    }
  }

  /// Once this returns, the thread touches the device's memory no more.
  void stop() {
    stopped = true;
    if (thread.equals(Thread.currentThread())) {
      return;
    }
    doorbells.ring(doorbells.own());
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException remembered) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
