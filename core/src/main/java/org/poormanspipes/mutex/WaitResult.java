package org.poormanspipes.mutex;

/// How a wait for a mutex ended. Only [#SUCCESS] and [#ABANDONED] hand it over.
public enum WaitResult {
  /// The caller has the mutex.
  SUCCESS,
  /// The time was over; the caller does not have the mutex.
  TIMEOUT,
  /// The thread was interrupted; the caller does not have the mutex.
  ALERTED,
  /// The caller has the mutex, its previous owner died with it, and what it guards must be put
  /// right.
  ABANDONED;

  /// Whether the caller has the mutex.
  ///
  /// @return true for `SUCCESS` and `ABANDONED`
  public boolean acquired() {
    return this == SUCCESS || this == ABANDONED;
  }
}
