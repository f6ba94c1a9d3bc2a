package org.poormanspipes.pipe;

import org.jspecify.annotations.Nullable;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.mutex.WaitWord;
import org.poormanspipes.time.Timeout;

/// One wait of one operation for data or for room: announce, look, sleep, and again. Others can see
/// it while it lasts. The caller holds a reference to the handle's file.
final class Sleep implements AutoCloseable {

  /// A sleeper looks again at least this often: a wake-up may have died with its waker.
  private static final long RECHECK_NANOS = 1_000_000_000;

  private final HandleContext handle;
  private final WaitWord word;
  private final Timeout timeout;
  private final long started = System.nanoTime();
  private final @Nullable DeathWatch deaths;
  private int announced;
  private long lastDoubt = started;

  Sleep(HandleContext handle, WaitWord word, WaitReason reason, Timeout timeout) {
    this.handle = handle;
    this.word = word;
    this.timeout = timeout;
    this.deaths = handle.device().deathWatch();
    handle.slot().showWait(reason);
    if (deaths != null) {
      deaths.add(handle);
    }
  }

  /// From here on a change wakes the sleep that follows. Look for the change after this, not
  /// before.
  void announce() {
    announced = word.announce();
  }

  boolean isOver() {
    return timeout.remaining(started) <= 0;
  }

  boolean alerted() {
    return Thread.currentThread().isInterrupted();
  }

  /// Sleeps until the word changes, the time is over or the thread is interrupted, for a second at
  /// most; then sees to the dead.
  void sleep() {
    word.sleep(announced, Math.min(timeout.remaining(started), RECHECK_NANOS));
    Reaper.reap(handle.pipe(), handle.owner());
  }

  /// Whether the wait lasts so long, once more, that what seems so should be doubted.
  boolean isDoubtful() {
    long now = System.nanoTime();
    boolean doubtful = now - lastDoubt >= RECHECK_NANOS;
    if (doubtful) {
      lastDoubt = now;
    }
    return doubtful;
  }

  @Override
  public void close() {
    if (deaths != null) {
      deaths.remove(handle);
    }
    handle.slot().showWait(WaitReason.NONE);
  }
}
