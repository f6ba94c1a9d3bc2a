package org.poormanspipes;

/// Where a reading handle of a broadcast pipe begins.
public enum StartAt {
  /// At what is written after it was opened.
  NEWEST,
  /// At the oldest content that is still there.
  OLDEST
}
