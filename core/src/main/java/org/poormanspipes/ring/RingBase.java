package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;

/// What all rings have: their parts, and the memory of a reservation.
///
/// Reading and writing have a view of the storage each, because different threads may use them at
/// the same time.
abstract class RingBase implements Ring {

  final RingControl control;
  final RingStorage reading;
  final RingStorage writing;
  final long capacity;
  private final MemorySegment readOnly;

  RingBase(RingGeometry geometry) {
    this.control = geometry.newControl();
    this.reading = geometry.newStorage();
    this.writing = geometry.newStorage();
    this.capacity = geometry.capacity();
    this.readOnly = reading.memory().asReadOnly();
  }

  @Override
  public final MemorySegment memory() {
    return writing.memory();
  }

  public final MemorySegment readOnlyMemory() {
    return readOnly;
  }

  @Override
  public final boolean hasMoved() {
    return control.hasMovedForWriters();
  }
}
