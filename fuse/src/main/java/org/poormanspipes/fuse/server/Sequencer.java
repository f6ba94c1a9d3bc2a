package org.poormanspipes.fuse.server;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs what may take a while: for one name in the order in which it came, for different names side
/// by side, in a few threads. The order matters: a release that came before the next open of the
/// same pipe has to be over by then, or a pipe that goes with its last handle would be found again.
final class Sequencer {
  /// More at once would be stopped by the device's own locks.
  private static final int THREADS = 8;

  /// Names that share one wait for each other: so many that few do.
  private static final int LINES = 256;

  private static final int IDLE_SECONDS = 20;

  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          IDLE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          Thread.ofPlatform().daemon().name("pmp-mount-task-", 0).factory(),
          // Only once it was stopped: who asked is told by the end of the mount, and what clients
          // had open is closed by the server.
          new ThreadPoolExecutor.DiscardPolicy());
  private final Line[] lines = Stream.generate(Line::new).limit(LINES).toArray(Line[]::new);

  Sequencer() {
    threads.allowCoreThreadTimeOut(true);
  }

  /// Runs a task after all that came before it with the same key.
  void run(String key, Runnable task) {
    lines[Math.floorMod(key.hashCode(), LINES)].add(task);
  }

  /// Runs a task as soon as a thread is free.
  void run(Runnable task) {
    threads.execute(task);
  }

  /// Tasks that are not done by then are left alone.
  void stop(long millis) {
    threads.shutdown();
    try {
      threads.awaitTermination(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Line implements Runnable {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    void add(Runnable task) {
      boolean first;
      synchronized (tasks) {
        first = tasks.isEmpty();
        tasks.add(task);
      }
      if (first) {
        threads.execute(this);
      }
    }

    /// The task stays the first of the line while it runs.
    @Override
    public void run() {
      Runnable task;
      synchronized (tasks) {
        task = tasks.element();
      }
      try {
        task.run();
      } finally {
        boolean more;
        synchronized (tasks) {
          tasks.remove();
          more = !tasks.isEmpty();
        }
        if (more) {
          threads.execute(this);
        }
      }
    }
  }
}
