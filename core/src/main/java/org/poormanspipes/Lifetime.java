package org.poormanspipes;

/// When a pipe goes away by itself.
public enum Lifetime {
  /// When the last handle that read or wrote is closed and everything was read.
  DRAIN,
  /// When the last handle that read or wrote is closed, with whatever is unread.
  TEMPORARY,
  /// Never: it stays until it is deleted or the machine restarts.
  PERMANENT
}
