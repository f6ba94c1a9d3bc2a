package org.poormanspipes;

/// What a write does when the pipe is full.
public enum WhenFull {
  /// Waits for room.
  BLOCK,
  /// Takes what fits, in one piece, and says how much; never waits for room.
  REJECT,
  /// Drops the oldest content; never waits.
  OVERWRITE
}
