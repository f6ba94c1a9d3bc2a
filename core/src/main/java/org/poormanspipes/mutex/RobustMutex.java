package org.poormanspipes.mutex;

import java.lang.foreign.MemorySegment;
import org.poormanspipes.linux.Futex;
import org.poormanspipes.linux.Words;
import org.poormanspipes.time.Timeout;

/// A mutex in shared memory that survives the death of its owner. Recursive for its owner. Any
/// thread of any process may ask for it.
///
/// A waiter sleeps in slices, and after each looks whether the owner lives, so a death is noticed
/// within a slice, and a wake-up that was lost with its waker costs no more than a slice either:
/// that is why release may wake a single sleeper.
public final class RobustMutex {

  /// How long a waiter sleeps before it looks whether the owner lives. Half of the 10 ms in which
  /// an operation must go on after a death; asking the kernel costs less than a microsecond.
  private static final long SLICE_NANOS = 4_000_000;

  /// After this many slices the owner is more likely stopped than dead, and slices grow.
  private static final int SHORT_SLICES = 250;

  private static final long LONG_SLICE_NANOS = 50_000_000;

  /// An owner is inside for well under a microsecond, so a few looks are cheaper than a sleep.
  private static final int SPINS = 100;

  private final MemorySegment memory;
  private final long word;
  private final long turns;
  private final long contended;
  private final long abandoned;
  private final long repaired;
  private final Owners owners;

  /// A mutex at a place in shared memory; zeros are a free one.
  ///
  /// @param memory where
  /// @param offset where in it, a multiple of 8
  /// @param owners knows who is alive
  public RobustMutex(MemorySegment memory, long offset, Owners owners) {
    this.memory = memory;
    this.word = offset + MutexLayout.WORD;
    this.turns = offset + MutexLayout.TURNS;
    this.contended = offset + MutexLayout.CONTENDED;
    this.abandoned = offset + MutexLayout.ABANDONED;
    this.repaired = offset + MutexLayout.REPAIRED;
    this.owners = owners;
  }

  /// Asks for the mutex; an interrupt ends the wait.
  ///
  /// @param owner who asks
  /// @param reason what for, shown to others while the wait lasts
  /// @param timeout how long to wait; [Timeout#NOW] polls
  /// @return how the wait ended
  public WaitResult acquire(MutexOwner owner, WaitReason reason, Timeout timeout) {
    return acquire(new MutexRequest(owner, reason, timeout, true, false));
  }

  /// Asks for the mutex, and gives up on a holder that stands still: when one turn at the mutex
  /// lasts longer than `patience`. Others that take turns meanwhile do not count, up to a limit. An
  /// interrupt ends the wait.
  ///
  /// @param owner who asks
  /// @param reason what for, shown to others while the wait lasts
  /// @param patience how long one turn may last
  /// @return how the wait ended
  public WaitResult acquireUnlessStuck(MutexOwner owner, WaitReason reason, Timeout patience) {
    return acquire(new MutexRequest(owner, reason, patience, true, true));
  }

  /// Asks for the mutex; interrupts do not end the wait.
  ///
  /// @param owner who asks
  /// @param reason what for, shown to others while the wait lasts
  /// @param timeout how long to wait; [Timeout#NOW] polls
  /// @return how the wait ended, never `ALERTED`
  public WaitResult acquireUninterruptibly(MutexOwner owner, WaitReason reason, Timeout timeout) {
    return acquire(new MutexRequest(owner, reason, timeout, false, false));
  }

  private WaitResult acquire(MutexRequest request) {
    MutexOwner owner = request.owner();
    if (!owner.threads().tryLock()) {
      WaitResult result = request.waitForThreads();
      if (!result.acquired()) {
        return result;
      }
    }
    if (owner.threads().getHoldCount() > 1) {
      return WaitResult.SUCCESS;
    }
    if (Words.intCompareAndSet(memory, word, 0, owner.number() + 1)) {
      return condition();
    }
    WaitResult result = WaitResult.TIMEOUT;
    try {
      result = contend(request);
      return result;
    } finally {
      if (!result.acquired()) {
        owner.threads().unlock();
      }
    }
  }

  /// Whoever gets the mutex is told that it is abandoned until somebody has put right what it
  /// guards: a repair that fails, or dies, is the next one's.
  private WaitResult condition() {
    Words.intOpaque(memory, turns, Words.intOpaque(memory, turns) + 1);
    return Words.longPlain(memory, abandoned) == Words.longPlain(memory, repaired)
        ? WaitResult.SUCCESS
        : WaitResult.ABANDONED;
  }

  /// Says that what the mutex guards is right again. The caller holds the mutex.
  public void markRepaired() {
    Words.longOpaque(memory, repaired, Words.longPlain(memory, abandoned));
  }

  /// Says that what the mutex guards was left in the middle of a change, as if the owner had died.
  /// The caller holds the mutex.
  public void markAbandoned() {
    Words.longOpaque(memory, abandoned, Words.longPlain(memory, abandoned) + 1);
  }

  /// Gives the mutex back.
  ///
  /// @param owner who has it
  /// @throws IllegalMonitorStateException if the calling thread does not hold it for `owner`
  public void release(MutexOwner owner) {
    if (!owner.threads().isHeldByCurrentThread()) {
      throw new IllegalMonitorStateException(
          "owner="
              + owner.number()
              + " does not hold the mutex in this thread: holder="
              + (holder() < 0 ? "none" : holder()));
    }
    try {
      if (owner.threads().getHoldCount() == 1) {
        // An exchange, not a store: a store could erase the bit of a waiter that came in between,
        // and that waiter would sleep a slice for nothing.
        int released = Words.intExchange(memory, word, 0);
        if ((released & MutexLayout.WAITERS) != 0) {
          Futex.wake(memory, word, 1);
        }
      }
    } finally {
      owner.threads().unlock();
    }
  }

  /// Who holds the mutex now.
  ///
  /// @return the number of its owner, -1 when it is free
  public int holder() {
    return (Words.intVolatile(memory, word) & MutexLayout.OWNER) - 1;
  }

  /// Takes the mutex from an owner that the caller knows to be dead, and whose number it keeps from
  /// being used again.
  ///
  /// @param dead the number of the dead owner
  /// @param owner who takes it
  /// @return whether the caller has it now, as after `ABANDONED`; false if the dead owner did not
  ///     have it, or another thread uses `owner` at the moment
  public boolean takeFromDead(int dead, MutexOwner owner) {
    // Tried and not waited for: the caller holds the proof of death, for which the thread that has
    // the owner may itself be waiting.
    if (!owner.threads().tryLock()) {
      return false;
    }
    boolean taken = false;
    try {
      taken = replace(dead + 1, owner);
      return taken;
    } finally {
      if (!taken) {
        owner.threads().unlock();
      }
    }
  }

  /// Gives the mutex back if damage made its word name an owner that does not have it.
  ///
  /// @param owner of this process; whoever has the mutex for it has its lock among threads
  public void disown(MutexOwner owner) {
    boolean idle = holder() == owner.number() && !owner.threads().isLocked();
    if (idle && takeFromDead(owner.number(), owner)) {
      release(owner);
    }
  }

  private WaitResult contend(MutexRequest request) {
    MutexOwner owner = request.owner();
    int me = owner.number() + 1;
    if (request.timeout().isNow()) {
      return poll(owner);
    }
    for (int spin = 0; spin < SPINS; spin++) {
      if (Words.intOpaque(memory, word) == 0 && Words.intCompareAndSet(memory, word, 0, me)) {
        return condition();
      }
      Thread.onSpinWait();
    }
    owner.showWait(request.reason());
    try {
      WaitResult result = sleepUntilFree(request);
      if (result.acquired()) {
        Words.longAdd(memory, contended, 1);
      }
      return result;
    } finally {
      owner.showWait(WaitReason.NONE);
    }
  }

  private WaitResult sleepUntilFree(MutexRequest request) {
    MutexOwner owner = request.owner();
    Patience patience = new Patience(request, Words.intOpaque(memory, turns));
    // Set even before the first sleep: others may be asleep already, and only this bit makes our
    // own release wake one of them.
    int me = (owner.number() + 1) | MutexLayout.WAITERS;
    for (int slices = 0; ; slices++) {
      int seen = Words.intVolatile(memory, word);
      if ((seen & MutexLayout.OWNER) == 0) {
        // Nobody's, also with a waiters' bit that only damage can have left.
        if (Words.intCompareAndSet(memory, word, seen, me)) {
          return condition();
        }
        continue;
      }
      if (request.alertable() && Thread.currentThread().isInterrupted()) {
        return WaitResult.ALERTED;
      }
      long left = patience.left(Words.intOpaque(memory, turns));
      if (left <= 0) {
        return poll(owner);
      }
      int marked = seen | MutexLayout.WAITERS;
      if (marked != seen && !Words.intCompareAndSet(memory, word, seen, marked)) {
        continue;
      }
      long slice = slices < SHORT_SLICES ? SLICE_NANOS : LONG_SLICE_NANOS;
      int woken = Futex.await(memory, word, marked, Math.min(slice, left));
      if (woken == Futex.TIMED_OUT && takeIfDead(owner)) {
        return WaitResult.ABANDONED;
      }
    }
  }

  /// A last look, without waiting.
  private WaitResult poll(MutexOwner owner) {
    int seen = Words.intVolatile(memory, word);
    if ((seen & MutexLayout.OWNER) == 0
        && Words.intCompareAndSet(memory, word, seen, (owner.number() + 1) | MutexLayout.WAITERS)) {
      return condition();
    }
    return takeIfDead(owner) ? WaitResult.ABANDONED : WaitResult.TIMEOUT;
  }

  private boolean takeIfDead(MutexOwner owner) {
    int dead = Words.intVolatile(memory, word) & MutexLayout.OWNER;
    if (dead == 0) {
      return false;
    }
    if (dead == owner.number() + 1) {
      // Nobody else can be this owner, and this process does not hold the mutex: a leftover.
      return replace(dead, owner);
    }
    return owners.ifDead(dead - 1, () -> replace(dead, owner));
  }

  private boolean replace(int dead, MutexOwner owner) {
    int seen = Words.intVolatile(memory, word);
    boolean taken =
        (seen & MutexLayout.OWNER) == dead
            && Words.intCompareAndSet(
                memory, word, seen, (owner.number() + 1) | MutexLayout.WAITERS);
    if (taken) {
      markAbandoned();
    }
    return taken;
  }
}
