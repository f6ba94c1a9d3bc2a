package org.poormanspipes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Work in threads of its own, with an end in any case.
public final class Tasks {

  private static final long PATIENCE_SECONDS = 100;

  private Tasks() {}

  /// A thread at work.
  ///
  /// @param <T> what it finds out
  public record Task<T>(FutureTask<T> future, Thread thread) {

    /// What came of it; fails if nothing does.
    public T get() throws InterruptedException, ExecutionException, TimeoutException {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    public boolean isDone() {
      return future.isDone();
    }

    public void interrupt() {
      thread.interrupt();
    }
  }

  /// Starts a platform thread.
  public static <T> Task<T> start(Callable<T> work) {
    FutureTask<T> future = new FutureTask<>(work);
    return new Task<>(future, Thread.ofPlatform().daemon().start(future));
  }

  /// Starts a virtual thread.
  public static <T> Task<T> startVirtual(Callable<T> work) {
    FutureTask<T> future = new FutureTask<>(work);
    return new Task<>(future, Thread.ofVirtual().start(future));
  }

  /// Waits until something is so.
  public static void until(String what, Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.call()) {
      assertThat(System.nanoTime() - deadline).as("never: %s", what).isNegative();
      Thread.sleep(1);
    }
  }
}
