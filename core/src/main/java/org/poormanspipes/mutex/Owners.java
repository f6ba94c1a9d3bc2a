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
}
