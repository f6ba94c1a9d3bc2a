package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.time.Timeout;

/// One wait of one operation for data or for room: announce, look, sleep, and again. Others can see
/// it while it lasts. The caller holds a reference to the handle's file.
abstract sealed class Sleep implements AutoCloseable permits ThreadSleep, VirtualSleep {

  private final HandleContext handle;
  private final Timeout timeout;
  private final long started = System.nanoTime();

  Sleep(HandleContext handle, Timeout timeout) {
    this.handle = handle;
    this.timeout = timeout;
  }

  /// A wait of the calling thread.
  static Sleep begin(HandleContext handle, WaitReason reason, Timeout timeout) {
    return Thread.currentThread().isVirtual()
        ? new VirtualSleep(handle, reason, timeout)
        : new ThreadSleep(handle, reason, timeout);
  }

  final HandleContext handle() {
    return handle;
  }

  final long remaining() {
    return timeout.remaining(started);
  }

  final boolean isOver() {
    return remaining() <= 0;
  }

  final boolean alerted() {
    return Thread.currentThread().isInterrupted();
  }

  /// From here on a change wakes the sleep that follows. Look for the change after this, not
  /// before.
  abstract void announce() throws IOException;

  /// Sleeps until there was a change, the time is over or the thread is interrupted, and no longer
  /// than `most` nanoseconds; then sees to the dead. May return early.
  abstract void sleep(long most);

  @Override
  public abstract void close();
}
