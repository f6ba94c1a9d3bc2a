package org.poormanspipes.pipe;

import org.jspecify.annotations.Nullable;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.mutex.WaitWord;
import org.poormanspipes.time.Timeout;

/// The sleep of a platform thread: in the kernel, on the pipe's own word.
///
/// Each second it looks whether something happened that nobody woke it for, because the waker was
/// killed or stopped before it could. Where the kernel tells of deaths, that look is a few loads;
/// to ask who is alive, and whether the files are whole, it wakes after one second, after two more,
/// after four, and so on.
final class ThreadSleep extends Sleep {
  private static final long RECHECK_NANOS = 1_000_000_000;
  private static final long SELDOM_NANOS = 32 * RECHECK_NANOS;

  private final WaitReason reason;
  private final WaitWord word;
  private final @Nullable DeathWatch deaths;

  /// Whether the looks of each second can be light ones.
  private final boolean light;

  private int announced;
  private long progress;
  private long patience = RECHECK_NANOS;

  ThreadSleep(HandleContext handle, WaitReason reason, Timeout timeout) {
    super(handle, timeout);
    this.reason = reason;
    this.word = handle.pipe().signal(reason).word();
    this.deaths = handle.device().deathWatch();
    handle.slot().showWait(reason);
    boolean told = deaths != null && deaths.add(handle);
    this.light = told && handle.pipe().showsProgress(reason);
  }

  @Override
  void announce() {
    if (light) {
      handle().end().trustTidings();
    }
    progress = handle().pipe().progress(reason);
    announced = word.announce();
  }

  @Override
  void sleep(long most) {
    long started = System.nanoTime();
    long longest = Math.min(most, light ? patience : RECHECK_NANOS);
    long slept = 0;
    do {
      long left = Math.min(remaining(), longest - slept);
      word.sleep(announced, Math.min(left, RECHECK_NANOS));
      slept = System.nanoTime() - started;
    } while (slept < longest && nothingHappened());
    if (!light || slept >= patience) {
      Reaper.reap(handle().pipe(), handle().owner());
      patience = Math.min(2 * patience, SELDOM_NANOS);
    }
  }

  private boolean nothingHappened() {
    return !isOver()
        && !alerted()
        && word.isUnchanged(announced)
        && handle().pipe().progress(reason) == progress;
  }

  @Override
  public void close() {
    if (deaths != null) {
      deaths.remove(handle());
    }
    handle().slot().showWait(WaitReason.NONE);
  }
}
