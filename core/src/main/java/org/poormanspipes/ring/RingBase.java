package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;

/// What all rings have: their parts, and the memory of a reservation.
///
/// Reading and writing have a view of the storage each, because different threads may use them at
/// the same time.
abstract class RingBase implements Ring {

  /// The part of the capacity by which the peak may be too high.
  private static final int PEAK_DIVISOR = 64;

  final RingControl control;
  final RingStorage reading;
  final RingStorage writing;
  final long capacity;

  /// The oldest position when this writer last looked: a queue's head, a broadcast's floor. It only
  /// moves on, so it never promises too much room.
  long oldestSeen;

  /// The position up to which what is written makes no new peak, as far as this writer knows.
  private long noPeakUpTo;

  /// The position that was written to when it last looked for the sake of the peak.
  private long peakLook;

  private final MemorySegment readOnly;
  private long peekedNumber;
  private long peekedEnd;

  RingBase(RingGeometry geometry) {
    this.control = geometry.newControl();
    this.reading = geometry.newStorage();
    this.writing = geometry.newStorage();
    this.capacity = geometry.capacity();
    this.readOnly = reading.memory().asReadOnly();
    this.oldestSeen = control.oldestAcquire();
    this.noPeakUpTo = oldestSeen;
  }

  /// Keeps the most that the ring ever held, before it is held.
  ///
  /// @param end the position behind what is about to be committed
  final void notePeak(long end) {
    if (end - noPeakUpTo > 0) {
      raisePeak(end);
    }
  }

  /// Whether so much may be written at the tail without a look at the readers: the ring would hold
  /// no more than it ever did, and so there is room, and nothing to drop.
  final boolean isBelowPeak(long tail, long size) {
    return tail >= oldestSeen && size <= noPeakUpTo - tail;
  }

  /// The readers may have moved on since this writer looked, so this may be no peak. But to look
  /// costs a miss, and where the fill is at its peak each message would: so once for a part of the
  /// capacity that is written, and what is noted in between is too high by less than that.
  private void raisePeak(long end) {
    if (end - peakLook > capacity / PEAK_DIVISOR) {
      oldestSeen = control.oldestAcquire();
      peakLook = end;
    }
    long known = control.peakPlain();
    long held = end - oldestSeen;
    if (held > known) {
      control.peakOpaque(held);
    }
    // Whatever the word says: up to here there is room.
    noPeakUpTo = oldestSeen + Math.min(Math.max(known, held), capacity);
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
