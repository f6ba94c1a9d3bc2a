package org.poormanspipes.mutex;

import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One who can own a mutex: a number that means the same to all processes, and a lock among the
/// threads of this process that share the number.
public abstract class MutexOwner {

  /// So often in a row it has to get the mutex before it may have it without asking.
  private static final int FIRST_STREAK = 64;

  /// An owner that is asked to give way again and again has to show more.
  private static final int MOST_STREAK = 1 << 16;

  private final int number;
  private final ReentrantLock threads = new ReentrantLock();

  /// Of the one thread at a time that goes in by a bias.
  private boolean biased;

  // Of who has the mutex as this owner.
  private int lastTurn;
  private int streak;
  private int enough = FIRST_STREAK;

  /// An owner.
  ///
  /// @param number its number, from 0; nobody else may have it while this owner lives
  protected MutexOwner(int number) {
    if (number < 0 || number == Integer.MAX_VALUE) {
      throw new IllegalArgumentException("an owner can't have number=" + number);
    }
    this.number = number;
  }

  /// Shows others what this owner waits for, and since when.
  ///
  /// @param reason what for; `NONE` when the wait is over
  protected abstract void showWait(WaitReason reason);

  /// For whoever records waits: the calling thread begins to wait for the mutex.
  ///
  /// @return what to call in the same thread when it waits no more, or null for nothing
  protected @Nullable Runnable recordWait() {
    return null;
  }

  /// Shows others that this owner is, or is not any more, inside without the mutex's word. A store
  /// to a word of its own; a release where it goes out.
  ///
  /// @param inside whether it is
  protected void showInside(boolean inside) {
    throw new IllegalStateException("owner=" + number + " is given no bias");
  }

  /// The number.
  ///
  /// @return from 0
  public final int number() {
    return number;
  }

  final ReentrantLock threads() {
    return threads;
  }

  boolean isBiased() {
    return biased;
  }

  /// It has the mutex.
  ///
  /// @param turn how often anybody got it
  void countTurn(int turn) {
    streak = turn == lastTurn + 1 ? streak + 1 : 0;
    lastTurn = turn;
  }

  /// Whether it got the mutex so often in a row that nobody else seems to want it.
  boolean isAlone() {
    return streak >= enough;
  }

  void gainBias() {
    biased = true;
  }

  void loseBias() {
    biased = false;
    streak = 0;
    enough = Math.min(2 * enough, MOST_STREAK);
  }
}
