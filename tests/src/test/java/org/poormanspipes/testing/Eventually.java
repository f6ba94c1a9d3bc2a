package org.poormanspipes.testing;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits with a watchdog: for a condition, or for a thread's result. The limit is so long that only
/// what hangs reaches it.
public final class Eventually {
  /// When something hangs.
  public static final Duration LIMIT = Duration.ofSeconds(60);

  private static final long PAUSE_MILLIS = 2;

  private Eventually() {}

  /// Looks again and again until `condition` holds.
  ///
  /// @param what for the message, as in "a reader waits"
  public static void holds(String what, Callable<Boolean> condition) throws Exception {
    long started = System.nanoTime();
    while (!condition.call()) {
      if (System.nanoTime() - started > LIMIT.toNanos()) {
        throw new AssertionError("after " + LIMIT + " it was still not so that " + what);
      }
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /// A call that runs in a thread of its own.
  public static final class Background<T> {
    private final FutureTask<T> task;
    private final Thread thread;

    private Background(Callable<T> call) {
      task = new FutureTask<>(call);
      thread = Thread.ofPlatform().daemon().start(task);
    }

    /// The thread, to interrupt it.
    public Thread thread() {
      return thread;
    }

    /// What it returned; what it threw is thrown here.
    public T result() throws Exception {
      try {
        return task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException hangs) {
        AssertionError error = new AssertionError("hangs, after " + LIMIT);
        error.setStackTrace(thread.getStackTrace());
        error.addSuppressed(hangs);
        throw error;
      } catch (ExecutionException failed) {
        if (failed.getCause() instanceof Exception exception) {
          throw exception;
        }
        throw new AssertionError(failed.getCause());
      }
    }

    /// Whether it has come to an end.
    public boolean done() {
      return task.isDone();
    }
  }

  /// Starts a call in a thread of its own.
  public static <T> Background<T> background(Callable<T> call) {
    return new Background<>(call);
  }
}
