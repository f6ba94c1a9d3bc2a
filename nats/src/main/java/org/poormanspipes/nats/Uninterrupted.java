package org.poormanspipes.nats;

import java.util.function.Supplier;

/// Calls the client while the thread's interrupt is put aside: it would drop what it is given.
final class Uninterrupted {

  private Uninterrupted() {}

  static <T> T call(Supplier<T> call) {
    boolean interrupted = Thread.interrupted();
    try {
      return call.get();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
