package org.poormanspipes.pipe;

/// What happened to a handle, or to all handles that are closed, off the fast path: two counters of
/// 8 bytes.
final class RareCountersLayout {

  static final int WAITS = 0;
  static final int LOST = 8;

  static final int SIZE = 16;

  private RareCountersLayout() {}
}
