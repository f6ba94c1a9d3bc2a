package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;
import org.poormanspipes.linux.RawMemory;
import org.poormanspipes.linux.Words;

/// The bytes of a ring, addressed by position, as one side of one handle sees them. Not for several
/// threads at once: it remembers where the current lap began, which spares a division for each
/// access.
final class RingStorage {

  private final MemorySegment memory;
  private final long first;
  private final long base;
  private final long size;

  /// The position at which the current lap began: a multiple of the size.
  private long lap;

  /// A ring's bytes.
  ///
  /// @param memory where
  /// @param first where in it the bytes begin, a multiple of 8
  /// @param size how many they are, a multiple of 8
  RingStorage(MemorySegment memory, long first, long size) {
    if (size <= 0
        || size % FrameLayout.ALIGNMENT != 0
        || first < 0
        || first > memory.byteSize() - size) {
      throw new IllegalArgumentException(
          "a ring can't lie at first="
              + first
              + " with size="
              + size
              + " in a block of "
              + memory.byteSize()
              + " bytes");
    }
    this.memory = memory;
    this.base = Words.of(memory).address(first, size);
    this.first = first;
    this.size = size;
  }

  long size() {
    return size;
  }

  MemorySegment memory() {
    return memory;
  }

  /// How much lies between a position and the end of the storage.
  long beforeWrap(long position) {
    return first + size - place(position);
  }

  /// Where a piece lies that does not wrap; -1 if it does.
  long placeOfWhole(long position, long length) {
    long place = place(position);
    return length <= first + size - place ? place : -1;
  }

  /// A header, at a position that is a multiple of 8. Partner: headerRelease().
  long headerAcquire(long position) {
    return RawMemory.longAcquire(base + inLap(position));
  }

  /// Clears a header ahead of a commit: ordered by the release of that commit.
  void headerPlain(long position, long header) {
    RawMemory.longPlain(base + inLap(position), header);
  }

  /// The commit of a message. Partner: headerAcquire().
  void headerRelease(long position, long header) {
    RawMemory.longRelease(base + inLap(position), header);
  }

  void copyIn(long position, MemorySegment source, long offset, long length) {
    long place = place(position);
    long beforeWrap = first + size - place;
    if (length <= beforeWrap) {
      MemorySegment.copy(source, offset, memory, place, length);
    } else {
      copyInAround(place, source, offset, length, beforeWrap);
    }
  }

  /// Apart from the rest, which is compiled into whoever writes.
  private void copyInAround(
      long place, MemorySegment source, long offset, long length, long beforeWrap) {
    MemorySegment.copy(source, offset, memory, place, beforeWrap);
    MemorySegment.copy(source, offset + beforeWrap, memory, first, length - beforeWrap);
  }

  void copyOut(long position, MemorySegment target, long offset, long length) {
    long place = place(position);
    long beforeWrap = first + size - place;
    if (length <= beforeWrap) {
      MemorySegment.copy(memory, place, target, offset, length);
    } else {
      copyOutAround(place, target, offset, length, beforeWrap);
    }
  }

  private void copyOutAround(
      long place, MemorySegment target, long offset, long length, long beforeWrap) {
    MemorySegment.copy(memory, place, target, offset, beforeWrap);
    MemorySegment.copy(memory, first, target, offset + beforeWrap, length - beforeWrap);
  }

  /// Copies what lies at a position of another storage to the same position here.
  void copyFrom(RingStorage other, long position, long length) {
    for (long done = 0; done < length; ) {
      long here = place(position + done);
      long there = other.place(position + done);
      long count =
          Math.min(length - done, Math.min(first + size - here, other.first + other.size - there));
      MemorySegment.copy(other.memory, there, memory, here, count);
      done += count;
    }
  }

  private long place(long position) {
    return first + inLap(position);
  }

  /// How far from the beginning of the storage a position is: always inside it.
  private long inLap(long position) {
    long inLap = position - lap;
    return inLap >= 0 && inLap < size ? inLap : inOtherLap(position);
  }

  /// Any position is brought into the storage, also one that a damaged block made up.
  private long inOtherLap(long position) {
    long inLap = Long.remainderUnsigned(position, size);
    lap = position - inLap;
    return inLap;
  }
}
