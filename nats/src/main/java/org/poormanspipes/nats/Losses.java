package org.poormanspipes.nats;

/// What a reader of a broadcast lost to writers that overwrite. Anyone may ask how much the last
/// loss was.
final class Losses {

  private volatile long last;
  private int row;

  long last() {
    return last;
  }

  /// A loss is told.
  ///
  /// @return whether nothing was read since the one before
  boolean report(long lost) {
    last = lost;
    row++;
    return row > 1;
  }

  /// Something was read.
  void end() {
    row = 0;
  }
}
