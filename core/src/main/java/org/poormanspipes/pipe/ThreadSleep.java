package org.poormanspipes.pipe;

import org.jspecify.annotations.Nullable;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.mutex.WaitWord;
import org.poormanspipes.time.Timeout;

/// The sleep of a platform thread: in the kernel, on the pipe's own word.
///
/// Now and then it looks whether something happened that nobody woke it for, because the waker was
/// killed or stopped before it could: each second, or, where the kernel tells of deaths, whenever
/// it has slept as long again, up to a limit. So nothing waits much longer than it had waited
/// already, and a process that waits for long costs next to nothing.
final class ThreadSleep extends Sleep {
  private static final long RECHECK_NANOS = 1_000_000_000;
  private static final long SELDOM_NANOS = 32 * RECHECK_NANOS;

  private final WaitWord word;
  private final @Nullable DeathWatch deaths;

  /// Whether the kernel tells of deaths.
  private final boolean told;

  private int announced;
  private long patience = RECHECK_NANOS;

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
    long started = System.nanoTime();
    word.sleep(announced, Math.min(Math.min(remaining(), most), patience));
    boolean inVain = System.nanoTime() - started >= patience;
    if (!told || inVain) {
      Reaper.reap(handle().pipe(), handle().owner());
    }
    if (told && inVain) {
      patience = Math.min(2 * patience, SELDOM_NANOS);
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
