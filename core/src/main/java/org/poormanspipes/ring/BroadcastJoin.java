package org.poormanspipes.ring;

/// Sets the cursor of a reader that comes to a broadcast ring. The writers' mutex is held: no
/// writer can raise the floor past a cursor that is being set, and each looks at the cursors again
/// afterwards.
public final class BroadcastJoin {

  private final RingControl control;
  private final RingStorage storage;

  /// Joins a ring.
  ///
  /// @param geometry where it is
  public BroadcastJoin(RingGeometry geometry) {
    this.control = geometry.newControl();
    this.storage = geometry.newStorage();
  }

  /// A reader of bytes begins at the oldest that is left.
  ///
  /// @param cursor the reader's
  public void bytesFromOldest(Cursor cursor) {
    join(cursor, control.floorAcquire(), 0);
  }

  /// A reader of bytes begins at what comes next.
  ///
  /// @param cursor the reader's
  public void bytesFromNewest(Cursor cursor) {
    join(cursor, control.byteTailPlain(), 0);
  }

  /// A reader of messages begins at the oldest that is left.
  ///
  /// @param cursor the reader's
  public void messagesFromOldest(Cursor cursor) {
    long oldest = control.floorAcquire();
    long aligned = oldest & -FrameLayout.ALIGNMENT;
    join(cursor, oldest, FrameLayout.sequence(storage.headerAcquire(aligned)));
  }

  /// A reader of messages begins at what comes next.
  ///
  /// @param cursor the reader's
  public void messagesFromNewest(Cursor cursor) {
    join(cursor, control.frameTailPlain(), control.sequencePlain());
  }

  private void join(Cursor cursor, long position, long sequence) {
    cursor.begin(position, sequence);
    control.addJoin();
  }
}
