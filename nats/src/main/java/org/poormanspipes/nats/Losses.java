package org.poormanspipes.nats;

/// What a reader of a broadcast lost to writers that overwrite. Anyone may ask how much the last
/// loss was.
final class Losses {

  private volatile long last;
  private boolean row;

  long last() {
    return last;
  }

  /// A loss is told.
  ///
  /// @return whether nothing was read from the pipe since the one before; what came with a loss was
  ///     not
  boolean report(long lost) {
    boolean again = row;
    last = lost;
    row = true;
    return again;
  }

  /// Something was read, without help.
  void end() {
    row = false;
  }
}
