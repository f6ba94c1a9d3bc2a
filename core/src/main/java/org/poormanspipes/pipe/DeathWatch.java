package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.linux.Inotify;

/// Tells the sleepers of this process that somebody died: one thread for all pipes of a device,
/// which the kernel wakes when a descriptor of a pipe's block is closed, by a death or otherwise.
/// Whether it was a death the lock says. What this misses, the sleepers' own look once a second
/// finds.
final class DeathWatch implements Runnable {

  /// The kernel tells of a close a little before it drops the locks.
  private static final long[] LOOKS_NANOS = {0, 500_000, 3_000_000};

  private final Inotify inotify;
  private final Map<Integer, Watched> byWatch = new HashMap<>();
  private final Map<PipeContext, Watched> byPipe = new HashMap<>();

  /// A pipe that is watched, and who of this process sleeps on it.
  private record Watched(PipeContext pipe, int watch, Set<HandleContext> sleepers) {}

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

  synchronized void add(HandleContext sleeper) {
    Watched watched = byPipe.get(sleeper.pipe());
    if (watched == null) {
      watched = watch(sleeper.pipe());
    }
    if (watched != null) {
      watched.sleepers().add(sleeper);
    }
  }

  private @Nullable Watched watch(PipeContext pipe) {
    try {
      int number = inotify.watch(pipe.slots().locks().probe());
      Watched watched = new Watched(pipe, number, new LinkedHashSet<>());
      byWatch.put(number, watched);
      byPipe.put(pipe, watched);
      return watched;
    } catch (IOException refused) {
      return null;
    }
  }

  /// The pipe stays watched: whoever slept once will sleep again.
  synchronized void remove(HandleContext sleeper) {
    Watched watched = byPipe.get(sleeper.pipe());
    if (watched != null) {
      watched.sleepers().remove(sleeper);
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
        List<Integer> closed = inotify.await();
        for (long pause : LOOKS_NANOS) {
          LockSupport.parkNanos(pause);
          for (HandleContext sleeper : sleepers(closed)) {
            look(sleeper);
          }
        }
      }
    } catch (IOException failed) {
      // The sleepers' own looks remain.
      System.getLogger(DeathWatch.class.getName())
          .log(System.Logger.Level.DEBUG, "no more word of deaths", failed);
    } finally {
      inotify.close();
    }
  }

  /// One sleeper of each pipe is enough: reaping wakes all.
  private synchronized List<HandleContext> sleepers(List<Integer> closed) {
    List<HandleContext> sleepers = new ArrayList<>();
    for (Watched watched : byWatch.values()) {
      boolean meant = closed.contains(watched.watch()) || closed.contains(Inotify.EVERY_WATCH);
      if (meant && !watched.sleepers().isEmpty()) {
        sleepers.add(watched.sleepers().iterator().next());
      }
    }
    return sleepers;
  }

  private static void look(HandleContext sleeper) throws IOException {
    // The reference keeps the memory: the sleeper may be gone by now.
    if (sleeper.file().reference()) {
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
  }

  void stop() {
    inotify.stop();
  }
}
