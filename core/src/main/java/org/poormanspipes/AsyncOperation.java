package org.poormanspipes;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Watch;
import org.poormanspipes.time.Timeout;

/// One asynchronous read or write of a channel. Its [AsyncQueue] lets one thread at a time at it.
///
/// @param <T> what it results in
abstract class AsyncOperation<T> {

  private final CompletableFuture<T> future = new CompletableFuture<>();
  private final Timeout timeout;
  private final long started = System.nanoTime();
  private @Nullable Watch watch;
  private @Nullable T result;
  private @Nullable Throwable failure;

  AsyncOperation(Timeout timeout) {
    this.timeout = timeout;
  }

  /// Does what can be done without waiting.
  ///
  /// @param over whether the time is over, so that this is the last attempt
  /// @return the result, or null if there is none yet
  abstract @Nullable T attempt(boolean over) throws IOException;

  /// Asks to be called when there may be more to do.
  abstract Watch watch(long nanos, Runnable look) throws IOException;

  final CompletableFuture<T> future() {
    return future;
  }

  /// Goes on as far as it can.
  ///
  /// @param look called when it may go on further
  /// @return whether it is done
  final boolean advance(Runnable look) {
    Watch waits = watch;
    if (waits != null && !waits.isOver() && !future.isDone()) {
      return false;
    }
    watch = null;
    if (waits != null) {
      waits.cancel();
    }
    // Cancelled by the caller: it takes nothing any more.
    boolean done = future.isDone() || tryOrWatch(look);
    if (done) {
      ended();
    }
    return done;
  }

  /// It waits no more.
  void ended() {}

  private boolean tryOrWatch(Runnable look) {
    try {
      long left = timeout.remaining(started);
      result = attempt(left <= 0);
      if (result != null || left <= 0) {
        return true;
      }
      Watch waits = watch(left, look);
      watch = waits;
      // What happened before the watch is not told.
      result = attempt(false);
      if (result != null) {
        waits.cancel();
      }
      return result != null;
    } catch (IOException | RuntimeException | Error failed) {
      failure = failed;
      return true;
    }
  }

  /// Tells the caller; outside every lock, for the caller's own stages run here.
  final void complete() {
    if (failure != null) {
      future.completeExceptionally(failure);
    } else {
      future.complete(result);
    }
  }
}
