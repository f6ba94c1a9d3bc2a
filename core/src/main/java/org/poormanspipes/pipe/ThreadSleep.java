package org.poormanspipes.pipe;

import org.jspecify.annotations.Nullable;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.mutex.WaitWord;
import org.poormanspipes.time.Timeout;

/// The sleep of a platform thread: in the kernel, on the pipe's own word.
final class ThreadSleep extends Sleep {
  /// A sleeper looks again at least this often: a wake-up may have died with its waker.
  private static final long RECHECK_NANOS = 1_000_000_000;

  private final WaitWord word;
  private final @Nullable DeathWatch deaths;
  private int announced;

  ThreadSleep(HandleContext handle, WaitReason reason, Timeout timeout) {
    super(handle, timeout);
    this.word = handle.pipe().signal(reason).word();
    this.deaths = handle.device().deathWatch();
    handle.slot().showWait(reason);
    if (deaths != null) {
      deaths.add(handle);
    }
  }

  @Override
  void announce() {
    announced = word.announce();
  }

  @Override
  void sleep(long most) {
    word.sleep(announced, Math.min(Math.min(remaining(), most), RECHECK_NANOS));
    Reaper.reap(handle().pipe(), handle().owner());
  }

  @Override
  public void close() {
    if (deaths != null) {
      deaths.remove(handle());
    }
    handle().slot().showWait(WaitReason.NONE);
  }
}
