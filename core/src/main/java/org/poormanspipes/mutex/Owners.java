package org.poormanspipes.mutex;

import java.util.function.BooleanSupplier;

/// Knows which owners of mutexes are alive.
public interface Owners {

  /// Runs `takeover` if `owner` is dead, and keeps its number from being used again meanwhile.
  ///
  /// The last clause is what makes the takeover safe: were the number given to somebody else
  /// between the proof of death and the takeover, the mutex could be taken from a living owner.
  ///
  /// @param owner the number of an owner, from shared memory: may be anything
  /// @param takeover what to do; returns whether it took the mutex
  /// @return the result of `takeover`, false if the owner lives
  boolean ifDead(int owner, BooleanSupplier takeover);

  /// Whether an owner says that it is inside without the mutex's word; see
  /// [MutexOwner#showInside]. Partner of the release that says it is out.
  ///
  /// @param owner the number of an owner, from shared memory: may be anything
  /// @return false also for a number that nobody can have, and where nobody is given a bias
  default boolean isInside(int owner) {
    return false;
  }

  /// An owner that said so is dead, and what it left was seen to.
  ///
  /// @param owner its number, which is kept from being used meanwhile
  default void clearInside(int owner) {}
}
