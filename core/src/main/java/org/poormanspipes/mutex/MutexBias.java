package org.poormanspipes.mutex;

import java.util.concurrent.locks.LockSupport;
import org.poormanspipes.linux.Membarrier;
import org.poormanspipes.linux.RawMemory;
import org.poormanspipes.linux.Words;
import org.poormanspipes.time.Timeout;

/// Lets the one who alone asks for a mutex in without touching its word: a store and a load, and no
/// fence. Whoever gets the word puts an end to it.
///
/// ```
///   its owner:      own "inside" <- 1
///                   light fence
///                   bias = me ?  inside  :  own "inside" <- 0, and ask for the word
///                   ...
///                   own "inside" <- 0                       (release)
///   who has the     bias = somebody ?  bias <- somebody | revoked
///   word, before                       drain
///   it goes in:                        wait until somebody's "inside" = 0, or its death
///                                      bias <- nobody
/// ```
///
/// Either the owner sees the bias revoked, or the other sees the owner inside; see [Membarrier].
///
/// "Inside" is a word of each owner's own. One word for all would not do: an owner that was stopped
/// just before its first store, and goes on when the bias is another's, would erase the other's.
/// *Revoked* is a state of its own, and not "nobody": if whoever revoked dies, or gives up on an
/// owner that is stopped inside, the next to get the word has to wait for that owner too.
///
/// A bias may name a number whose owner has gone, and that another has now: nobody is inside by it,
/// for the other does not know of it, and an owner that died inside keeps its number until it was
/// seen to, as with the word.
final class MutexBias {

  /// The owner is inside for well under a microsecond, unless it has no processor.
  private static final int SPINS = 100;

  /// Who waits then pauses, each time twice as long, up to a part of the 10 ms in which an
  /// operation must go on after a death; nobody wakes him.
  private static final long FIRST_PAUSE_NANOS = 50_000;

  private static final long LONGEST_PAUSE_NANOS = 1_000_000;

  private final long bias;
  private final Owners owners;
  private final Runnable evictionFence;

  MutexBias(Words memory, long bias, Owners owners, Runnable evictionFence) {
    this.bias = memory.address(bias, Integer.BYTES);
    this.owners = owners;
    this.evictionFence = evictionFence;
  }

  /// Goes in without the word. In the one thread of the owner that does so.
  boolean enter(MutexOwner owner) {
    owner.showInside(true);
    // Partner: the drain in evict().
    Membarrier.light();
    if (RawMemory.intAcquire(bias) == owner.number() + 1) {
      return true;
    }
    owner.showInside(false);
    return false;
  }

  /// From now on the owner may go in without the word, which it has now, and nobody else has the
  /// bias.
  void grant(MutexOwner owner) {
    RawMemory.intRelease(bias, owner.number() + 1);
  }

  /// The owner goes, and is not inside. If somebody is about to revoke it, he finds that out.
  void giveUp(MutexOwner owner) {
    RawMemory.intCompareAndSet(bias, owner.number() + 1, 0);
  }

  /// Whether nobody can be inside without the word, which the caller has.
  boolean isNobodys() {
    return RawMemory.intAcquire(bias) == 0;
  }

  /// Who is inside without the word, or was when it died.
  ///
  /// @return the number of an owner, -1 if nobody is
  int inside() {
    int owner = (RawMemory.intVolatile(bias) & MutexLayout.OWNER) - 1;
    return owner >= 0 && owners.isInside(owner) ? owner : -1;
  }

  /// Ends the bias, whosever it is. The caller has the word, and is not inside without it.
  ///
  /// @param condition is marked if its owner died inside
  /// @return whether nobody is inside any more; if not, `TIMEOUT` or `ALERTED`, the bias is revoked
  WaitResult evict(MutexRequest request, MutexCondition condition) {
    int seen = RawMemory.intVolatile(bias);
    int owner = (seen & MutexLayout.OWNER) - 1;
    if (owner < 0) {
      return WaitResult.SUCCESS;
    }
    RawMemory.intExchange(bias, seen | MutexLayout.REVOKED);
    // Partner: the light fence in enter(). Again if somebody revoked it before, and perhaps died
    // before he came here.
    evictionFence.run();
    // Somebody else may have given up on this owner, for whom the caller then has waited already.
    boolean known = (seen & MutexLayout.REVOKED) != 0;
    long began = request.perTurn() && !known ? System.nanoTime() : request.began();
    WaitResult result = awaitOutside(owner, request, began, condition);
    if (result.acquired()) {
      RawMemory.intRelease(bias, 0);
    }
    return result;
  }

  private WaitResult awaitOutside(
      int owner, MutexRequest request, long began, MutexCondition condition) {
    for (int looks = 0; looks < SPINS; looks++) {
      if (!owners.isInside(owner)) {
        return WaitResult.SUCCESS;
      }
      Thread.onSpinWait();
    }
    try (ShownWait _ = ShownWait.of(request)) {
      return pauseUntilOutside(owner, request, began, condition);
    }
  }

  private WaitResult pauseUntilOutside(
      int owner, MutexRequest request, long began, MutexCondition condition) {
    Timeout timeout = request.timeout();
    long pause = FIRST_PAUSE_NANOS;
    while (owners.isInside(owner)) {
      if (isSeenTo(owner, condition)) {
        return WaitResult.ABANDONED;
      }
      if (request.alertable() && Thread.currentThread().isInterrupted()) {
        return WaitResult.ALERTED;
      }
      long left = timeout.remaining(began);
      if (left <= 0) {
        return WaitResult.TIMEOUT;
      }
      LockSupport.parkNanos(Math.min(pause, left));
      pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
    }
    return WaitResult.SUCCESS;
  }

  /// Sees to an owner that died inside. The caller has the word.
  private boolean isSeenTo(int owner, MutexCondition condition) {
    return owners.ifDead(
        owner,
        () -> {
          condition.markAbandoned();
          owners.clearInside(owner);
          return true;
        });
  }

  /// The same for a caller that knows the owner to be dead and keeps its number from being used.
  void forget(int dead, MutexCondition condition) {
    if ((RawMemory.intVolatile(bias) & MutexLayout.OWNER) - 1 != dead) {
      return;
    }
    if (owners.isInside(dead)) {
      condition.markAbandoned();
      owners.clearInside(dead);
    }
    RawMemory.intRelease(bias, 0);
  }

  /// Whether it names a dead owner that has to be seen to before its number is used again.
  boolean names(int owner) {
    return (RawMemory.intVolatile(bias) & MutexLayout.OWNER) - 1 == owner;
  }
}
