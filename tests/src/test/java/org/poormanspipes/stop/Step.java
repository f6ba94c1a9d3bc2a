package org.poormanspipes.stop;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A thread that does one step after the other for whoever waits for it, each with a watchdog.
final class Step {
  /// When a step hangs. Nothing in here waits longer than the library's own patience of 5 s.
  private static final long LIMIT_SECONDS = 20;

  private final ExecutorService executor;
  private volatile Thread thread;

  Step(ThreadGroup group) {
    executor =
        Executors.newSingleThreadExecutor(task -> {
          thread = new Thread(group, task, group.getName());
          thread.setDaemon(true);
          return thread;
        });
  }

  /// Does a step and waits for it.
  <T> T run(String what, Callable<T> step) throws Exception {
    return await(what, start(step));
  }

  /// Begins a step.
  <T> Future<T> start(Callable<T> step) {
    return executor.submit(step);
  }

  /// Waits for a step that was begun.
  <T> T await(String what, Future<T> step) throws Exception {
    try {
      return step.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException hangs) {
      AssertionError error = new AssertionError(what + ": hangs for " + LIMIT_SECONDS + " s");
      error.setStackTrace(thread.getStackTrace());
      throw error;
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof Dead dead) {
        throw dead;
      }
      if (failed.getCause() instanceof Exception exception) {
        throw exception;
      }
      throw new AssertionError(what + ": " + failed.getCause(), failed.getCause());
    }
  }

  /// No more steps.
  void end() {
    executor.shutdown();
  }
}
