package org.poormanspipes.pipe;

/// What a reader of a broadcast lost to writers that overwrite. Changed inside the reading gate;
/// anyone may ask how much the last loss was.
final class Losses {
  private volatile long last;
  private long count;
  private boolean row;

  /// How much the last reported loss was.
  long last() {
    return last;
  }

  /// A loss is reported.
  ///
  /// @return whether nothing was read from the ring since the one before
  boolean report(long lost) {
    boolean again = row;
    count = lost;
    last = lost;
    row = true;
    return again;
  }

  /// Whether the last thing that was told was a loss.
  boolean isInRow() {
    return row;
  }

  /// The loss that is being reported is larger.
  void add(long lost) {
    count += lost;
    last = count;
  }

  /// Something was read from the ring, without help.
  void end() {
    row = false;
  }
}
