package org.poormanspipes.linux;

import java.util.concurrent.atomic.AtomicInteger;

/// Counts the operations under way on something that any thread may close.
///
/// A descriptor's number is given to the next file that is opened, so a close must wait until no
/// thread is between looking at the number and the system call. It waits for nobody here: the last
/// operation under way does the releasing.
final class UseCount {

  private static final int CLOSED = 1 << 31;

  /// Operations under way, and the CLOSED bit.
  private final AtomicInteger state = new AtomicInteger();

  /// Begins an operation, unless the thing is closed.
  boolean enter() {
    while (true) {
      int seen = state.get();
      if (seen < 0) {
        return false;
      }
      if (state.compareAndSet(seen, seen + 1)) {
        return true;
      }
    }
  }

  /// Ends an operation.
  ///
  /// @return whether the caller is the last one after a close, and must release the thing
  boolean leave() {
    return state.decrementAndGet() == CLOSED;
  }

  /// Closes; does nothing the second time.
  ///
  /// @return whether nothing is under way, so that the caller must release the thing
  boolean close() {
    while (true) {
      int seen = state.get();
      if (seen < 0) {
        return false;
      }
      if (state.compareAndSet(seen, seen | CLOSED)) {
        return seen == 0;
      }
    }
  }

  boolean isClosed() {
    return state.get() < 0;
  }
}
