package org.poormanspipes.ring;

/// What an offer does when there is no room.
public enum Overflow {
  /// It takes what fits, perhaps nothing.
  KEEP_OLDEST,
  /// It drops the oldest content to make room, and takes everything.
  DROP_OLDEST
}
