package org.poormanspipes.ring;

/// The cursors of all who read a broadcast ring; only who keeps the handles knows them.
@FunctionalInterface
public interface Cursors {

  /// The position that the slowest living reader reads next.
  ///
  /// @param tail what to answer if nobody reads
  /// @return the least of the cursors
  long slowest(long tail);
}
