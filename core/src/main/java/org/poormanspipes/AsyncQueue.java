package org.poormanspipes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import org.jspecify.annotations.Nullable;

/// The asynchronous operations of one direction of a channel. They are done in the order in which
/// they were asked for: only the first waits, in no thread at all.
///
/// What can be done at once is done in the caller's thread; the rest, and the caller's own stages
/// behind it, in the common pool.
final class AsyncQueue {

  private final Deque<AsyncOperation<?>> pending = new ArrayDeque<>();

  <T> CompletableFuture<T> submit(AsyncOperation<T> operation) {
    synchronized (pending) {
      pending.add(operation);
    }
    advance();
    CompletableFuture<T> future = operation.future();
    if (!future.isDone()) {
      // One that is cancelled makes way for the next.
      var _ =
          future.whenComplete((_, _) -> {
            if (future.isCancelled()) {
              advance();
            }
          });
    }
    return future;
  }

  private void advance() {
    for (AsyncOperation<?> done = next(); done != null; done = next()) {
      done.complete();
    }
  }

  /// Lets the first go on; removes and returns it if that was its end.
  private @Nullable AsyncOperation<?> next() {
    synchronized (pending) {
      AsyncOperation<?> first = pending.peek();
      if (first == null || !first.advance(this::advanceElsewhere)) {
        return null;
      }
      return pending.remove();
    }
  }

  /// The caller is the driver's own thread, which must not wait for anybody.
  private void advanceElsewhere() {
    ForkJoinPool.commonPool().execute(this::advance);
  }
}
