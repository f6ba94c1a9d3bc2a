package org.poormanspipes.fuse.server;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Keeps what is done for one name in the order in which it came. The order matters: a release that
/// came before the next open of the same pipe has to be over by then, or a pipe that goes with its
/// last handle would be found again. What has to wait for its turn, or can't be done by who notices
/// that it can be done, runs in a few threads of its own.
final class Sequencer {
  /// More at once would be stopped by the device's own locks.
  private static final int THREADS = 8;

  /// Of a device on another machine: each request waits for an answer from there.
  private static final int REMOTE_THREADS = 64;

  /// A request to another machine is answered in less, if that machine is there at all.
  private static final long GRACE_MILLIS = 1_000;

  /// Names that share one wait for each other: so many that few do.
  private static final int LINES = 256;

  private static final int IDLE_SECONDS = 20;

  private final ThreadPoolExecutor threads;
  private final ScheduledThreadPoolExecutor later =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().daemon().name("pmp-mount-later").factory(),
          new ThreadPoolExecutor.DiscardPolicy());
  private final Line[] lines = Stream.generate(Line::new).limit(LINES).toArray(Line[]::new);

  /// @param remote whether it is for a device on another machine
  Sequencer(boolean remote) {
    int most = remote ? REMOTE_THREADS : THREADS;
    threads =
        new ThreadPoolExecutor(
            most,
            most,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("pmp-mount-task-", 0).factory(),
            // After [#stop] nobody is answered any more, and who gives a task may be the driver.
            new ThreadPoolExecutor.DiscardPolicy());
    threads.allowCoreThreadTimeOut(true);
  }

  /// Where the tasks of a name line up.
  Line line(String key) {
    return lines[Math.floorMod(key.hashCode(), LINES)];
  }

  /// Runs a task as soon as a thread is free.
  void run(Runnable task) {
    threads.execute(task);
  }

  /// Runs a task, which must be short, when another machine has had time to answer.
  void later(Runnable task) {
    var _ = later.schedule(task, GRACE_MILLIS, TimeUnit.MILLISECONDS);
  }

  /// Tasks that are not done by then are left alone.
  void stop(long millis) {
    threads.shutdown();
    try {
      threads.awaitTermination(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    } finally {
      later.shutdownNow();
    }
  }

  /// One task after another: the first is being done, by whoever began it.
  final class Line implements Runnable {
    private final Queue<Runnable> tasks = new ArrayDeque<>();

    /// Whether the caller may do its task now; [#end] must follow then.
    boolean tryBegin() {
      synchronized (tasks) {
        return tasks.isEmpty() && tasks.add(Line::doneByTheCaller);
      }
    }

    private static void doneByTheCaller() {}

    void end() {
      boolean more;
      synchronized (tasks) {
        tasks.remove();
        more = !tasks.isEmpty();
      }
      if (more) {
        threads.execute(this);
      }
    }

    /// Does a task after those before it, in another thread.
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

    @Override
    public void run() {
      Runnable task;
      synchronized (tasks) {
        task = tasks.element();
      }
      try {
        task.run();
      } finally {
        end();
      }
    }
  }
}
