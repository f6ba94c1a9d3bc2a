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
  private long peekedNumber;
  private long peekedEnd;

  RingBase(RingGeometry geometry) {
    this.control = geometry.newControl();
    this.reading = geometry.newStorage();
    this.writing = geometry.newStorage();
    this.capacity = geometry.capacity();
    this.readOnly = reading.memory().asReadOnly();
  }

  /// What was copied was there, and nobody had overtaken it.
  ///
  /// @param number of the first message or byte
  /// @param end the position behind all
  final void peeked(long number, long end) {
    peekedNumber = number;
    peekedEnd = end;
  }

  @Override
  public final long peekedNumber() {
    return peekedNumber;
  }

  @Override
  public final long peekedEnd() {
    return peekedEnd;
  }

  /// Moves the head of a queue on, if it is not there yet.
  ///
  /// @return how many bytes it was moved
  final long claimUpTo(long position) {
    while (true) {
      long head = control.headAcquire();
      if (position - head <= 0) {
        return 0;
      }
      // What it passes was copied before this call, and not kept if it was overwritten before.
      if (control.claimHead(head, position)) {
        return position - head;
      }
    }
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
