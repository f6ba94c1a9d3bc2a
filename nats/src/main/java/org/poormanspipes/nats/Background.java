package org.poormanspipes.nats;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// What a device does beside its callers. The clock's thread only starts things.
final class Background implements AutoCloseable {

  private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledThreadPoolExecutor clock =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("pmp-nats").factory());

  Background() {
    clock.setRemoveOnCancelPolicy(true);
  }

  void run(Runnable task) {
    try {
      work.execute(task);
    } catch (RejectedExecutionException closed) {
      // Nobody waits for it any more.
    }
  }

  void after(long nanos, Runnable task) {
    try {
      var _ = clock.schedule(() -> run(task), nanos, TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException closed) {
      // Nor for this.
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
    work.shutdown();
  }
}
