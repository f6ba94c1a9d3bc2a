package org.poormanspipes.pipe;

import org.jspecify.annotations.Nullable;
import org.poormanspipes.linux.Membarrier;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.mutex.WaitWord;

/// The sleep of a platform thread: in the kernel, on the pipe's own word.
///
/// Now and then it looks whether something happened that nobody woke it for, because the waker was
/// killed or stopped before it could: each second, or, where the kernel tells of deaths, whenever
/// it has slept as long again, up to a limit. So nothing waits much longer than it had waited
/// already, and a process that waits for long costs next to nothing.
final class ThreadSleep extends Sleep {
  private static final long RECHECK_NANOS = 1_000_000_000;
  private static final long SELDOM_NANOS = 32 * RECHECK_NANOS;

  private final @Nullable DeathWatch deaths;
  private final Spin spin = new Spin();
  private WaitWord word;

  /// Whether the kernel tells of deaths.
  private boolean told;

  private int announced;

  /// Whether there is no announcement yet that still counts.
  private boolean first;

  private long announcedAt;

  /// Whether the look that follows is one that no waker can have missed; until then a sleep is
  /// short. See [WaitWord].
  private boolean drained;

  private long patience = RECHECK_NANOS;

  private ThreadSleep(HandleContext handle) {
    super(handle);
    this.deaths = handle.device().deathWatch();
    this.word = handle.pipe().data().word();
  }

  /// The one that the handle has, or, while another thread uses that, a new one: waiting allocates
  /// nothing.
  static ThreadSleep of(HandleContext handle) {
    ThreadSleep idle = handle.idleSleep().getAndSet(null);
    return idle == null ? new ThreadSleep(handle) : idle;
  }

  @Override
  void begin(WaitReason reason) {
    word = handle().pipe().signal(reason).word();
    patience = RECHECK_NANOS;
    first = true;
    handle().slot().showWait(reason);
    told = deaths != null && deaths.add(handle());
    spin.begin();
  }

  @Override
  boolean announce() {
    if (spin.again()) {
      return false;
    }
    if (told) {
      handle().end().trustTidings();
    }
    int value = word.announce();
    long now = System.nanoTime();
    if (first || value != announced) {
      first = false;
      announced = value;
      announcedAt = now;
    }
    drained = now - announcedAt >= Membarrier.DRAINED_NANOS;
    return true;
  }

  @Override
  void progress() {
    spin.end();
    spin.begin();
  }

  @Override
  void sleep(long most) {
    count();
    record();
    long started = System.nanoTime();
    long longest = drained ? patience : Membarrier.DRAINED_NANOS;
    word.sleep(announced, Math.min(Math.min(remaining(), most), longest));
    long slept = System.nanoTime() - started;
    spin.slept(slept);
    boolean inVain = slept >= patience;
    if (!told || inVain) {
      Reaper.reap(handle().pipe(), handle().owner());
    }
    if (told && inVain) {
      patience = Math.min(2 * patience, SELDOM_NANOS);
    }
  }

  @Override
  void end() {
    spin.end();
    if (deaths != null) {
      deaths.remove(handle());
    }
    handle().slot().showWait(WaitReason.NONE);
    handle().idleSleep().set(this);
  }
}
