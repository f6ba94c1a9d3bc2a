package org.poormanspipes.ring;

/// Walks over whole frames, for whoever drops the oldest of them. The writers' mutex is held, so
/// nobody overwrites what is walked over.
final class FrameWalk {

  private FrameWalk() {}

  /// The position to drop to: a frame's beginning, at or after `must`, and as near below `may` as
  /// frames allow. Going on to `may`, when `must` would do, is what frees a stride at once, so that
  /// readers are not overtaken by every single message.
  ///
  /// @param storage the frames
  /// @param from the oldest frame
  /// @param must what lies before this has to go
  /// @param may what lies at or after this has to stay, unless it begins before `must`
  /// @param end where the frames end
  /// @return the position, or -1 if there are no frames as there should be
  static long drop(RingStorage storage, long from, long must, long may, long end) {
    // A walk of at most one lap, whatever the positions are, and no sum of them that overflows. The
    // caller looked at the position before, but it may have been spoilt since.
    if (!FrameLayout.isAligned(from) || end - from < 0 || end - from > storage.size()) {
      return -1;
    }
    long position = from;
    while (position < end) {
      long header = storage.headerAcquire(position);
      long frame = FrameLayout.frame(FrameLayout.length(header));
      if (!FrameLayout.isCommitted(header) || frame > end - position) {
        return -1;
      }
      if (position >= must && position + frame > may) {
        return position;
      }
      position += frame;
    }
    return position < must ? -1 : position;
  }
}
