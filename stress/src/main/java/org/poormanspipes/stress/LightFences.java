package org.poormanspipes.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.poormanspipes.linux.Membarrier;

/// Lets this process go without fences of its own, with the kernel's for all its processors: what a
/// test of such a pair needs, and the library has only nearly always; see [Membarrier].
public final class LightFences {

  /// In this time threads that only spin are on processors of their own.
  private static final long SPREAD_MILLIS = 50;

  private static volatile boolean registered;

  private LightFences() {}

  /// Registers, while no processor that this process uses is idle.
  public static synchronized void use() {
    int processors = Runtime.getRuntime().availableProcessors();
    CountDownLatch spinning = new CountDownLatch(processors);
    List<Thread> threads = new ArrayList<>();
    for (int processor = 0; processor < processors; processor++) {
      threads.add(Thread.ofPlatform().daemon().start(() -> spin(spinning)));
    }
    try {
      spinning.await();
      Thread.sleep(SPREAD_MILLIS);
      if (!Membarrier.register()) {
        throw new IllegalStateException("the kernel has no membarrier");
      }
      registered = true;
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static void spin(CountDownLatch spinning) {
    spinning.countDown();
    while (!registered) {
      Thread.onSpinWait();
    }
  }
}
