package org.poormanspipes.mutex;

import org.poormanspipes.linux.Futex;
import org.poormanspipes.linux.Words;

/// The word of a mutex: who has it, and that somebody waits for it. A waiter sleeps in slices, and
/// after each looks whether the owner lives, so a death is noticed within a slice, and a wake-up
/// that was lost with its waker costs no more than a slice either: that is why release may wake a
/// single sleeper.
final class MutexWord {

  /// How long a waiter sleeps before it looks whether the owner lives. A part of the 10 ms in which
  /// an operation must go on after a death, because on a machine short of processors a waiter wakes
  /// late; asking the kernel costs less than a microsecond.
  private static final long SLICE_NANOS = 2_000_000;

  /// After this many slices the owner is more likely stopped than dead, and slices grow.
  private static final int SHORT_SLICES = 250;

  private static final long LONG_SLICE_NANOS = 50_000_000;

  /// An owner is inside for well under a microsecond, so a few looks are cheaper than a sleep.
  private static final int SPINS = 100;

  private final Words memory;
  private final long word;
  private final long turns;
  private final long contended;
  private final Owners owners;
  private final MutexCondition condition;

  MutexWord(Words memory, long offset, Owners owners, MutexCondition condition) {
    this.memory = memory;
    this.word = offset + MutexLayout.WORD;
    this.turns = offset + MutexLayout.TURNS;
    this.contended = offset + MutexLayout.CONTENDED;
    this.owners = owners;
    this.condition = condition;
  }

  /// Takes it if it is free.
  boolean tryTake(MutexOwner owner) {
    return memory.intCompareAndSet(word, 0, owner.number() + 1);
  }

  /// Counts a turn, for others to see that the mutex changes hands.
  ///
  /// @return which it is
  int countTurn() {
    int turn = memory.intOpaque(turns) + 1;
    memory.intOpaque(turns, turn);
    return turn;
  }

  /// An exchange, not a store: a store could erase the bit of a waiter that came in between, and
  /// that waiter would sleep a slice for nothing.
  void release() {
    int released = memory.intExchange(word, 0);
    if ((released & MutexLayout.WAITERS) != 0) {
      Futex.wake(memory.segment(), word, 1);
    }
  }

  /// The number of the owner, -1 when it is free.
  int holder() {
    return (memory.intVolatile(word) & MutexLayout.OWNER) - 1;
  }

  /// Waits for it. Whoever gets it after a death finds the mutex abandoned.
  WaitResult contend(MutexRequest request) {
    MutexOwner owner = request.owner();
    int me = owner.number() + 1;
    if (request.timeout().isNow()) {
      return poll(owner);
    }
    for (int spin = 0; spin < SPINS; spin++) {
      if (memory.intOpaque(word) == 0 && memory.intCompareAndSet(word, 0, me)) {
        return WaitResult.SUCCESS;
      }
      Thread.onSpinWait();
    }
    try (ShownWait _ = ShownWait.of(request)) {
      WaitResult result = sleepUntilFree(request);
      if (result.acquired()) {
        memory.longAdd(contended, 1);
      }
      return result;
    }
  }

  private WaitResult sleepUntilFree(MutexRequest request) {
    MutexOwner owner = request.owner();
    Patience patience = new Patience(request, memory.intOpaque(turns));
    // Set even before the first sleep: others may be asleep already, and only this bit makes our
    // own release wake one of them.
    int me = (owner.number() + 1) | MutexLayout.WAITERS;
    for (int slices = 0; ; slices++) {
      int seen = memory.intVolatile(word);
      if ((seen & MutexLayout.OWNER) == 0) {
        // Nobody's, also with a waiters' bit that only damage can have left.
        if (memory.intCompareAndSet(word, seen, me)) {
          return WaitResult.SUCCESS;
        }
        continue;
      }
      if (request.alertable() && Thread.currentThread().isInterrupted()) {
        return WaitResult.ALERTED;
      }
      long left = patience.left(memory.intOpaque(turns));
      if (left <= 0) {
        return poll(owner);
      }
      int marked = seen | MutexLayout.WAITERS;
      if (marked != seen && !memory.intCompareAndSet(word, seen, marked)) {
        continue;
      }
      long slice = slices < SHORT_SLICES ? SLICE_NANOS : LONG_SLICE_NANOS;
      int woken = Futex.await(memory.segment(), word, marked, Math.min(slice, left));
      if (woken == Futex.TIMED_OUT && takeIfDead(owner)) {
        return WaitResult.ABANDONED;
      }
    }
  }

  /// A last look, without waiting.
  private WaitResult poll(MutexOwner owner) {
    int seen = memory.intVolatile(word);
    if ((seen & MutexLayout.OWNER) == 0
        && memory.intCompareAndSet(word, seen, (owner.number() + 1) | MutexLayout.WAITERS)) {
      return WaitResult.SUCCESS;
    }
    return takeIfDead(owner) ? WaitResult.ABANDONED : WaitResult.TIMEOUT;
  }

  private boolean takeIfDead(MutexOwner owner) {
    int dead = memory.intVolatile(word) & MutexLayout.OWNER;
    if (dead == 0) {
      return false;
    }
    if (dead == owner.number() + 1) {
      // Nobody else can be this owner, and this process does not hold the mutex: a leftover.
      return replace(dead, owner);
    }
    return owners.ifDead(dead - 1, () -> replace(dead, owner));
  }

  /// Takes it from an owner that is known to be dead, and whose number is kept from being used.
  boolean replace(int dead, MutexOwner owner) {
    int seen = memory.intVolatile(word);
    boolean taken =
        (seen & MutexLayout.OWNER) == dead
            && memory.intCompareAndSet(word, seen, (owner.number() + 1) | MutexLayout.WAITERS);
    if (taken) {
      condition.markAbandoned();
    }
    return taken;
  }
}
