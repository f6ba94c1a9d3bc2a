package org.poormanspipes.ring;

/// The oldest position that survives in a broadcast ring, as one handle sees it: writers, under
/// their mutex, raise it before they overwrite; readers look at it after they copied.
final class Floor {

  private final RingControl control;
  private final Cursors cursors;

  /// The slowest reader's position when this writer last looked, and how many had joined by then. A
  /// reader only moves on, so it is never too far ahead, unless somebody joined further back.
  private long cachedGate;

  private long joins = -1;

  Floor(RingControl control, Cursors cursors) {
    this.control = control;
    this.cursors = cursors;
  }

  /// How far writers may overwrite without harming a reader. The mutex is held, and joining takes
  /// it too.
  long gate(long tail, long wanted) {
    long joined = control.joinsPlain();
    if (joined != joins || cachedGate < wanted) {
      joins = joined;
      cachedGate = Math.max(cursors.slowest(tail), control.floorAcquire());
    }
    return cachedGate;
  }
}
