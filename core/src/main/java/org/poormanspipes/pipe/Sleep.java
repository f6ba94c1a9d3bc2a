package org.poormanspipes.pipe;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.events.Events;
import org.poormanspipes.events.WaitEvent;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.time.Timeout;

/// One wait of one operation for data or for room: announce, look, sleep, and again. Others can see
/// it while it lasts. The caller holds a reference to the handle's file.
abstract sealed class Sleep implements AutoCloseable permits ThreadSleep, VirtualSleep {
  /// After how long, each time, a sleeper doubts that what it waits for can come.
  private static final long DOUBT_NANOS = 1_000_000_000;

  private final HandleContext handle;
  private Timeout timeout = Timeout.NOW;
  private long started;
  private long lastDoubt;
  private boolean counted;
  private WaitReason reason = WaitReason.NONE;
  private @Nullable WaitEvent event;

  Sleep(HandleContext handle) {
    this.handle = handle;
  }

  /// A wait of the calling thread.
  static Sleep begin(HandleContext handle, WaitReason reason, Timeout timeout) {
    Sleep sleep =
        Thread.currentThread().isVirtual() ? new VirtualSleep(handle) : ThreadSleep.of(handle);
    sleep.timeout = timeout;
    sleep.started = System.nanoTime();
    sleep.lastDoubt = sleep.started;
    sleep.counted = false;
    sleep.reason = reason;
    sleep.begin(reason);
    return sleep;
  }

  /// A wait for something begins.
  abstract void begin(WaitReason reason);

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

  /// Says that the sleep that follows wants to be woken by a change, or that it need not come to
  /// that yet, and pauses. Look for the change after this, not before.
  ///
  /// @return whether to sleep if there was no change; else only to ask again
  abstract boolean announce() throws IOException;

  /// It comes to a sleep: a wait counts once, however often it sleeps.
  final void count() {
    if (!counted) {
      counted = true;
      handle.slot().countWait();
    }
  }

  /// It comes to a sleep, the first or another.
  final void record() {
    if (event == null) {
      event = Events.waiting();
    }
  }

  /// Part of what is waited for has come; the wait for the rest is another.
  void progress() {}

  /// Sleeps until there was a change, the time is over or the thread is interrupted, and no longer
  /// than `most` nanoseconds; then sees to the dead. May return early.
  abstract void sleep(long most);

  /// Whether the wait lasts so long, once more, that what seems so should be doubted.
  final boolean isDoubtful() {
    long now = System.nanoTime();
    boolean doubtful = now - lastDoubt >= DOUBT_NANOS;
    if (doubtful) {
      lastDoubt = now;
    }
    return doubtful;
  }

  /// The wait is over.
  abstract void end();

  @Override
  public final void close() {
    Events.waited(event, handle.pipe().source(), reason.word());
    // It may be another's by then.
    event = null;
    end();
  }
}
