package org.poormanspipes.pipe;

import org.jspecify.annotations.Nullable;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.mutex.WaitWord;
import org.poormanspipes.time.Timeout;

/// The sleep of a platform thread: in the kernel, on the pipe's own word.
final class ThreadSleep extends Sleep {
  /// A sleeper looks again at least this often: its waker may have been killed, or stopped, before
  /// it woke anybody.
  private static final long RECHECK_NANOS = 1_000_000_000;

  /// How many looks of a second pass before it asks the kernel who is alive, where the kernel tells
  /// of deaths by itself.
  private static final int TOLD_LOOKS = 10;

  private final WaitWord word;
  private final @Nullable DeathWatch deaths;
  private final boolean told;
  private int looks;
  private int announced;

  ThreadSleep(HandleContext handle, WaitReason reason, Timeout timeout) {
    super(handle, timeout);
    this.word = handle.pipe().signal(reason).word();
    this.deaths = handle.device().deathWatch();
    handle.slot().showWait(reason);
    this.told = deaths != null && deaths.add(handle);
  }

  @Override
  void announce() {
    if (told) {
      handle().end().trustTidings();
    }
    announced = word.announce();
  }

  @Override
  void sleep(long most) {
    word.sleep(announced, Math.min(Math.min(remaining(), most), RECHECK_NANOS));
    looks++;
    if (!told || looks % TOLD_LOOKS == 0) {
      Reaper.reap(handle().pipe(), handle().owner());
    }
  }

  @Override
  public void close() {
    if (deaths != null) {
      deaths.remove(handle());
    }
    handle().slot().showWait(WaitReason.NONE);
  }
}
