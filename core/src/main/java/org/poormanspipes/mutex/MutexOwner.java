package org.poormanspipes.mutex;

import java.util.concurrent.locks.ReentrantLock;

/// One who can own a mutex: a number that means the same to all processes, and a lock among the
/// threads of this process that share the number.
public abstract class MutexOwner {

  private final int number;
  private final ReentrantLock threads = new ReentrantLock();

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

  /// The number.
  ///
  /// @return from 0
  public final int number() {
    return number;
  }

  final ReentrantLock threads() {
    return threads;
  }
}
