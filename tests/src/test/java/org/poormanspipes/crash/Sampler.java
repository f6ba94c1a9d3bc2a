package org.poormanspipes.crash;

import java.io.IOException;
import java.util.Random;
import java.util.function.LongSupplier;

/// Finds a process at a chosen place by looking at random moments: it is stopped, looked at, and
/// let go on if it is somewhere else.
final class Sampler {
  private static final int MICRO = 1_000;
  private static final int LONGEST_RUN = 100 * MICRO;
  private static final int LONGEST_TURN = 20_000 * MICRO;
  private static final long PATIENCE_NANOS = 20_000_000_000L;

  private final Random random;

  Sampler(Random random) {
    this.random = random;
  }

  /// Looks at a process that stands still.
  @FunctionalInterface
  interface Look {
    boolean isWanted() throws IOException;
  }

  /// Stops a child of this process where it is wanted.
  ///
  /// @param progress changes while the process gets on: where it stood it stands no more
  /// @return whether it stands there, stopped; false if that did not happen in time, and it runs
  boolean stopWhen(long pid, LongSupplier progress, Look look) throws IOException {
    long started = System.nanoTime();
    while (System.nanoTime() - started < PATIENCE_NANOS) {
      SoakFailure.require(Signals.stop(pid), "process " + pid + " is dead already");
      if (look.isWanted()) {
        return true;
      }
      long before = progress.getAsLong();
      Signals.proceed(pid);
      long proceeded = System.nanoTime();
      while (progress.getAsLong() == before && System.nanoTime() - proceeded < LONGEST_TURN) {
        Thread.onSpinWait();
      }
      spin(random.nextInt(LONGEST_RUN));
    }
    return false;
  }

  /// Lets time pass, to the microsecond.
  static void spin(long nanos) {
    long until = System.nanoTime() + nanos;
    while (System.nanoTime() - until < 0) {
      Thread.onSpinWait();
    }
  }
}
