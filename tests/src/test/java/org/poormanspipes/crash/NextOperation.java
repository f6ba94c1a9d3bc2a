package org.poormanspipes.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Scanner;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;

/// A survivor's operation in a thread of its own, measured while another looks at the mutex.
final class NextOperation {
  private static final Path SCHEDSTAT = Path.of("/proc/thread-self/schedstat");
  private static final long PAUSE_NANOS = 100_000;

  private NextOperation() {}

  /// @param released when the kernel dropped the lock of the dead
  static Recovery.Wait measure(Callable<?> operation, PipeProbe probe, long released)
      throws Exception {
    // Always read before the look that it belongs to: while this thread had no processor nobody
    // looked, and the mutex may have been taken then.
    long queued = queuedNanos();
    boolean dead = probe.isHeldByDead();
    Background<long[]> next =
        Eventually.background(() -> {
          operation.call();
          return new long[] {System.nanoTime() - released, queuedNanos()};
        });
    long heldByDead = 0;
    while (dead) {
      LockSupport.parkNanos(PAUSE_NANOS);
      long before = queuedNanos();
      dead = probe.isHeldByDead();
      heldByDead = System.nanoTime() - released - (queuedNanos() - queued);
      queued = before;
    }
    long[] took = next.result();
    return new Recovery.Wait(took[0], took[1], heldByDead);
  }

  /// How long the calling thread could have run and had no processor, since it began: the second
  /// figure of its schedstat.
  private static long queuedNanos() throws IOException {
    try (Scanner figures = new Scanner(Files.readString(SCHEDSTAT))) {
      figures.nextLong();
      return figures.nextLong();
    }
  }
}
