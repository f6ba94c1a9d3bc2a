package org.poormanspipes.cli;

import java.io.InterruptedIOException;

/// Short sleeps.
final class Pause {

  private static final long BRIEF_MILLIS = 1;

  private Pause() {}

  /// Lets a stream that is not ready yet become ready.
  static void briefly() throws InterruptedIOException {
    millis(BRIEF_MILLIS);
  }

  static void millis(long millis) throws InterruptedIOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (InterruptedIOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }
}
