package org.poormanspipes.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A signal that ends the process: what is under way may come to its end first, if that takes no
/// longer than a moment. The exit code stays the signal's.
final class Stop {

  private static final long PATIENCE_MILLIS = 2_000;

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  private Stop() {}

  /// From now on signals wait for [#done()].
  static Stop onSignal() {
    Stop stop = new Stop();
    Runtime.getRuntime().addShutdownHook(new Thread(stop::end, "pmp-stop"));
    return stop;
  }

  private void end() {
    asked.countDown();
    try {
      var _ = done.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isAsked() {
    return asked.getCount() == 0;
  }

  /// Sleeps, or until it is asked for.
  void await(long millis) {
    try {
      var _ = asked.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException told) {
      asked.countDown();
    }
  }

  /// What was under way came to its end by itself: when the process ends, nothing has to be waited
  /// for. A signal that came before that still waits for what is to be said of it.
  void over() {
    if (!isAsked()) {
      done.countDown();
    }
  }

  /// Lets the signal end the process.
  int done() {
    done.countDown();
    try {
      // The process ends from within this.
      Thread.sleep(2 * PATIENCE_MILLIS);
    } catch (InterruptedException told) {
      Thread.currentThread().interrupt();
    }
    return ExitCode.INTERRUPTED;
  }
}
