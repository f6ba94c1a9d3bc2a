package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.linux.Inotify;

/// Tells the sleepers of this process that somebody died: one thread for all pipes of a device,
/// which the kernel wakes when a descriptor of a pipe's block is closed, by a death or otherwise.
/// Whether it was a death the lock says. The kernel tells of the close a little before it drops the
/// lock: at once on an idle machine, some time later on one that is short of processors, so a pipe
/// of which a handle was closed is looked at for a second. What this misses, the sleepers' own
/// seldom look finds.
final class DeathWatch implements Runnable {

  /// The kernel tells of a close a little before it drops the locks.
  private static final long[] LOOKS_NANOS = {0, 500_000, 3_000_000};

  /// After those it looks in this time, for so long.
  private static final long LATER_NANOS = 50_000_000;

  private static final long SUSPECT_NANOS = 1_000_000_000;

  private final Inotify inotify;
  private final Map<Integer, Watched> byWatch = new HashMap<>();
  private final Map<PipeContext, Watched> byPipe = new HashMap<>();

  /// Held while a sleeper is looked at.
  private final ReentrantLock looking = new ReentrantLock();

  private volatile @Nullable HandleContext lookedAt;

  /// Until when to look at the pipes where somebody closed a handle. Of the one thread.
  private final Map<Integer, Long> suspects = new HashMap<>();

  /// A pipe that is watched, and who of this process waits for it, with how many waits.
  private record Watched(PipeContext pipe, int watch, Sleepers sleepers) {}

  private DeathWatch(Inotify inotify) {
    this.inotify = inotify;
  }

  /// Starts the thread; null if the system has no more of what it needs, and sleepers do with their
  /// own looks.
  static @Nullable DeathWatch start(PipeDeviceContext device) {
    try {
      DeathWatch watch = new DeathWatch(Inotify.open(device.locks().probe()));
      Thread.ofPlatform().daemon().name("pmp-death-watch").start(watch);
      return watch;
    } catch (IOException refused) {
      return null;
    }
  }

  /// A wait begins.
  ///
  /// @return false if the kernel has no watch to spare: the wait has to look for itself
  boolean add(HandleContext sleeper) {
    boolean fresh;
    synchronized (this) {
      fresh = !byPipe.containsKey(sleeper.pipe());
      Watched watched = fresh ? watch(sleeper.pipe()) : byPipe.get(sleeper.pipe());
      if (watched == null) {
        return false;
      }
      watched.sleepers().add(sleeper);
    }
    if (fresh) {
      // Of who died before the kernel was asked to tell, it does not tell.
      Reaper.reap(sleeper.pipe(), sleeper.owner());
    }
    return true;
  }

  private @Nullable Watched watch(PipeContext pipe) {
    try {
      int number = inotify.watch(pipe.slots().locks().probe());
      Watched watched = new Watched(pipe, number, new Sleepers());
      byWatch.put(number, watched);
      byPipe.put(pipe, watched);
      return watched;
    } catch (IOException refused) {
      return null;
    }
  }

  /// A wait has ended; once this returns, this thread has no reference to the handle's file any
  /// more, so closing it frees it at once. The pipe stays watched: whoever slept once will sleep
  /// again.
  void remove(HandleContext sleeper) {
    synchronized (this) {
      Watched watched = byPipe.get(sleeper.pipe());
      if (watched != null) {
        watched.sleepers().remove(sleeper);
      }
    }
    if (sleeper.equals(lookedAt)) {
      awaitLook();
    }
  }

  private void awaitLook() {
    looking.lock();
    try {
      // Whoever had it is done.
      lookedAt = null;
    } finally {
      looking.unlock();
    }
  }

  /// The pipe's memory is about to go.
  synchronized void forget(PipeContext pipe) {
    Watched watched = byPipe.remove(pipe);
    if (watched != null) {
      byWatch.remove(watched.watch());
      inotify.unwatch(watched.watch());
    }
  }

  @Override
  public void run() {
    try {
      while (!inotify.isStopped()) {
        List<Integer> closed = inotify.await(suspects.isEmpty() ? Long.MAX_VALUE : LATER_NANOS);
        if (closed.isEmpty()) {
          look(suspects.keySet());
        }
        for (long pause : closed.isEmpty() ? new long[0] : LOOKS_NANOS) {
          LockSupport.parkNanos(pause);
          look(closed);
        }
        suspect(closed);
      }
    } catch (IOException failed) {
      // The sleepers' own looks remain.
      System.getLogger(DeathWatch.class.getName())
          .log(System.Logger.Level.DEBUG, "no more word of deaths", failed);
    } finally {
      inotify.close();
    }
  }

  private void suspect(List<Integer> closed) {
    long now = System.nanoTime();
    for (Integer watch : closed) {
      suspects.put(watch, now + SUSPECT_NANOS);
    }
    suspects.values().removeIf(until -> until - now <= 0);
  }

  private void look(Collection<Integer> watches) throws IOException {
    for (HandleContext sleeper : sleepers(watches)) {
      look(sleeper);
    }
  }

  /// One sleeper of each pipe is enough: reaping wakes all.
  private synchronized List<HandleContext> sleepers(Collection<Integer> closed) {
    List<HandleContext> sleepers = new ArrayList<>();
    for (Watched watched : byWatch.values()) {
      boolean meant = closed.contains(watched.watch()) || closed.contains(Inotify.EVERY_WATCH);
      HandleContext sleeper = watched.sleepers().any();
      if (meant && sleeper != null) {
        sleepers.add(sleeper);
      }
    }
    return sleepers;
  }

  private void look(HandleContext sleeper) throws IOException {
    looking.lock();
    try {
      lookedAt = sleeper;
      // Partner: remove(). Either it is seen here that the wait has ended, or there who is looked
      // at.
      if (isWaiting(sleeper) && sleeper.file().reference()) {
        reap(sleeper);
      }
    } finally {
      lookedAt = null;
      looking.unlock();
    }
  }

  private synchronized boolean isWaiting(HandleContext sleeper) {
    Watched watched = byPipe.get(sleeper.pipe());
    return watched != null && Sleepers.isWaiting(sleeper);
  }

  private static void reap(HandleContext sleeper) throws IOException {
    try {
      Reaper.reap(sleeper.pipe(), sleeper.owner());
    } catch (InternalError gone) {
      // The pipe's file was truncated: its users are told when they look, and this thread has
      // other pipes to watch.
      System.getLogger(DeathWatch.class.getName())
          .log(System.Logger.Level.DEBUG, "can't look at the handles of a pipe", gone);
    } finally {
      sleeper.file().dereference();
    }
  }

  void stop() {
    inotify.stop();
  }
}
