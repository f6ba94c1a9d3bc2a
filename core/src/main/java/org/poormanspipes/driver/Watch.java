package org.poormanspipes.driver;

/// A call that was asked for and comes once: see [FastPath#watchData] and [FastPath#watchRoom].
public interface Watch {
  /// Takes the request back.
  ///
  /// @return false if the call was made already, or is being made
  boolean cancel();

  /// Whether it was called or taken back.
  ///
  /// @return true from then on
  boolean isOver();
}
