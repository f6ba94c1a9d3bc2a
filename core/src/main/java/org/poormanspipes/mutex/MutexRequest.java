package org.poormanspipes.mutex;

import java.util.concurrent.TimeUnit;
import org.poormanspipes.time.Timeout;

/// What somebody asks of a mutex.
///
/// @param owner who asks
/// @param reason what for, shown to others while the wait lasts
/// @param timeout how long to wait
/// @param alertable whether an interrupt ends the wait
/// @param perTurn whether the time begins anew when the mutex changes hands
/// @param began when, by `System.nanoTime()`
record MutexRequest(
    MutexOwner owner,
    WaitReason reason,
    Timeout timeout,
    boolean alertable,
    boolean perTurn,
    long began) {
  /// Waits for the other threads of this process that share the owner.
  WaitResult waitForThreads() {
    if (timeout.isNow()) {
      return WaitResult.TIMEOUT;
    }
    long started = System.nanoTime();
    boolean interrupted = false;
    try (ShownWait _ = ShownWait.of(this)) {
      while (true) {
        try {
          return owner.threads().tryLock(timeout.remaining(started), TimeUnit.NANOSECONDS)
              ? WaitResult.SUCCESS
              : WaitResult.TIMEOUT;
        } catch (InterruptedException alert) {
          interrupted = true;
          if (alertable) {
            return WaitResult.ALERTED;
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
