package org.poormanspipes.mutex;

import org.poormanspipes.linux.Membarrier;
import org.poormanspipes.linux.Words;
import org.poormanspipes.time.Timeout;

/// A mutex in shared memory that survives the death of its owner. Recursive for its owner. Any
/// thread of any process may ask for it.
///
/// Who asks for it often, and alone, may be given a *bias*: it then goes in and out by
/// [#enterBiased] and [#leaveBiased] without a fence, until another asks.
public final class RobustMutex {

  private final MutexWord word;
  private final MutexCondition condition;
  private final MutexBias bias;

  /// A mutex at a place in shared memory; zeros are a free one.
  ///
  /// @param memory where
  /// @param offset where in it, a multiple of 8
  /// @param owners knows who is alive
  public RobustMutex(Words memory, long offset, Owners owners) {
    this(memory, offset, owners, Membarrier::drain);
  }

  /// With another fence for [MutexBias#evict].
  RobustMutex(Words memory, long offset, Owners owners, Runnable evictionFence) {
    this.condition = new MutexCondition(memory, offset);
    this.word = new MutexWord(memory, offset, owners, condition);
    this.bias = new MutexBias(memory, offset + MutexLayout.BIAS, owners, evictionFence);
  }

  /// Asks for the mutex; an interrupt ends the wait.
  ///
  /// @param owner who asks
  /// @param reason what for, shown to others while the wait lasts
  /// @param timeout how long to wait; [Timeout#NOW] polls
  /// @return how the wait ended
  public WaitResult acquire(MutexOwner owner, WaitReason reason, Timeout timeout) {
    return acquire(owner, reason, timeout, true, false);
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
    return acquire(owner, reason, patience, true, true);
  }

  /// Asks for the mutex; interrupts do not end the wait.
  ///
  /// @param owner who asks
  /// @param reason what for, shown to others while the wait lasts
  /// @param timeout how long to wait; [Timeout#NOW] polls
  /// @return how the wait ended, never `ALERTED`
  public WaitResult acquireUninterruptibly(MutexOwner owner, WaitReason reason, Timeout timeout) {
    return acquire(owner, reason, timeout, false, false);
  }

  private WaitResult acquire(
      MutexOwner owner, WaitReason reason, Timeout timeout, boolean alertable, boolean perTurn) {
    return tryAcquire(owner)
        ? condition(owner)
        : acquire(new MutexRequest(owner, reason, timeout, alertable, perTurn, System.nanoTime()));
  }

  /// Nobody has it, and no thread of the owner: nothing has to be waited for, or allocated.
  private boolean tryAcquire(MutexOwner owner) {
    if (!owner.threads().tryLock()) {
      return false;
    }
    boolean acquired = false;
    try {
      if (owner.threads().getHoldCount() == 1 && word.tryTake(owner)) {
        acquired = bias.isNobodys();
        if (!acquired) {
          word.release();
        }
      }
      return acquired;
    } finally {
      if (!acquired) {
        owner.threads().unlock();
      }
    }
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
    WaitResult result = WaitResult.TIMEOUT;
    try {
      result = word.tryTake(owner) ? WaitResult.SUCCESS : word.contend(request);
      if (result.acquired()) {
        result = evict(request);
      }
      return result.acquired() ? condition(owner) : result;
    } finally {
      if (!result.acquired()) {
        owner.threads().unlock();
      }
    }
  }

  /// Sees to it that nobody is inside without the word, which the caller has; if that can't be, the
  /// caller does not have it any more.
  private WaitResult evict(MutexRequest request) {
    WaitResult result = WaitResult.TIMEOUT;
    try {
      result = bias.evict(request, condition);
      return result;
    } finally {
      if (!result.acquired()) {
        word.release();
      }
    }
  }

  /// Asks for the mutex without its word; see [#grantIfAlone]. Not recursive, and by one thread of
  /// the owner at a time.
  ///
  /// @param owner who asks
  /// @return whether the caller is inside; it leaves by [#leaveBiased]. If not, it may ask in the
  ///     usual way
  public boolean enterBiased(MutexOwner owner) {
    if (!owner.isBiased()) {
      return false;
    }
    if (bias.enter(owner)) {
      return true;
    }
    owner.loseBias();
    return false;
  }

  /// Gives back what [#enterBiased] gave.
  ///
  /// @param owner who is inside
  public void leaveBiased(MutexOwner owner) {
    owner.showInside(false);
  }

  /// The same, and what the mutex guards was left in the middle of a change: whoever gets the mutex
  /// next, by its word, is told so.
  ///
  /// @param owner who is inside
  public void abandonBiased(MutexOwner owner) {
    condition.markAbandoned();
    owner.loseBias();
    bias.giveUp(owner);
    owner.showInside(false);
  }

  /// Lets the owner, who has the mutex and its word, in without it from now on, if it got the mutex
  /// many times while nobody else did. What the mutex guards is right.
  ///
  /// @param owner the holder
  public void grantIfAlone(MutexOwner owner) {
    if (owner.isAlone()) {
      if (Membarrier.isRegistered()) {
        bias.grant(owner);
        owner.gainBias();
      } else {
        Membarrier.want();
      }
    }
  }

  /// The owner asks no more. It is not inside.
  ///
  /// @param owner who goes
  public void giveUpBias(MutexOwner owner) {
    bias.giveUp(owner);
  }

  /// Sees to a bias of an owner that the caller knows to be dead, and whose number it keeps from
  /// being used again.
  ///
  /// @param dead the number of the dead owner
  /// @param owner who sees to it
  /// @return false if somebody has the mutex at the moment, who sees to it himself, or another
  ///     thread uses `owner`
  public boolean forgetBias(int dead, MutexOwner owner) {
    if (!bias.names(dead)) {
      return true;
    }
    if (!owner.threads().tryLock()) {
      return false;
    }
    try {
      boolean free = owner.threads().getHoldCount() == 1 && word.tryTake(owner);
      if (free) {
        try {
          bias.forget(dead, condition);
        } finally {
          word.release();
        }
      }
      return free;
    } finally {
      owner.threads().unlock();
    }
  }

  private WaitResult condition(MutexOwner owner) {
    owner.countTurn(word.countTurn());
    return condition.isAbandoned() ? WaitResult.ABANDONED : WaitResult.SUCCESS;
  }

  /// Says that what the mutex guards is right again. The caller holds the mutex.
  public void markRepaired() {
    condition.markRepaired();
  }

  /// Says that what the mutex guards was left in the middle of a change, as if the owner had died.
  /// The caller holds the mutex.
  public void markAbandoned() {
    condition.markAbandoned();
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
        word.release();
      }
    } finally {
      owner.threads().unlock();
    }
  }

  /// Who holds the mutex now by its word.
  ///
  /// @return the number of its owner, -1 when it is free
  public int holder() {
    return word.holder();
  }

  /// Who keeps others out now: who is inside without the word, or else has it.
  ///
  /// @return the number of an owner, -1 if nobody does
  public int insider() {
    int biased = bias.inside();
    return biased >= 0 ? biased : holder();
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
    boolean taken = word.replace(dead + 1, owner);
    if (!taken) {
      owner.threads().unlock();
    }
    return taken;
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
}
