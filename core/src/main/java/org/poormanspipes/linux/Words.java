package org.poormanspipes.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;
import java.util.Objects;

/// The words of a piece of memory, with the ordering of each access in its name.
///
/// *Acquire* and *release* pair up between processes as they do between threads; *plain* is for
/// words that a lock guards or that nobody else writes; *opaque* is for words that may be read at
/// any time and order nothing; *volatile* is totally ordered. Offsets are multiples of the word's
/// size, and checked.
///
/// Memory of the global scope, such as [Mapping#segment], is accessed by its address; see
/// [RawMemory].
public final class Words {

  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  private final MemorySegment segment;

  /// Where it is; 0 if its scope may end, or it is only to be read: the segment itself is asked.
  private final long address;

  private final long ints;
  private final long longs;

  private Words(MemorySegment segment) {
    this.segment = segment;
    boolean lasts = segment.scope().equals(Arena.global().scope());
    this.address = lasts && !segment.isReadOnly() ? segment.address() : 0;
    this.ints = Math.max(segment.byteSize() - Integer.BYTES + 1, 0);
    this.longs = Math.max(segment.byteSize() - Long.BYTES + 1, 0);
  }

  /// The words of a segment.
  ///
  /// @param segment native memory that may be written, unless only loads are asked for
  /// @return its words
  public static Words of(MemorySegment segment) {
    return new Words(segment);
  }

  /// The memory.
  ///
  /// @return the segment
  public MemorySegment segment() {
    return segment;
  }

  /// Where a part of the memory is, for [RawMemory].
  ///
  /// @param offset where it begins
  /// @param size how many bytes it has
  /// @return its address
  /// @throws IndexOutOfBoundsException if it is not inside the memory
  public long address(long offset, long size) {
    Objects.checkFromIndexSize(offset, size, segment.byteSize());
    return segment.address() + offset;
  }

  private long intAt(long offset) {
    return Long.compareUnsigned(offset, ints) < 0 ? address + offset : outside(offset);
  }

  private long longAt(long offset) {
    return Long.compareUnsigned(offset, longs) < 0 ? address + offset : outside(offset);
  }

  private long outside(long offset) {
    throw new IndexOutOfBoundsException("offset=" + offset + " is outside of " + segment);
  }

  /// Reads 32 bits, unordered, not cached.
  ///
  /// @param offset where
  /// @return the value
  public int intOpaque(long offset) {
    return address != 0 ? RawMemory.intOpaque(intAt(offset)) : (int) INT.getOpaque(segment, offset);
  }

  /// Writes 32 bits, unordered, not delayed for ever.
  ///
  /// @param offset where
  /// @param value the value
  public void intOpaque(long offset, int value) {
    if (address != 0) {
      RawMemory.intOpaque(intAt(offset), value);
    } else {
      INT.setOpaque(segment, offset, value);
    }
  }

  /// Reads 32 bits before anything that follows.
  ///
  /// @param offset where
  /// @return the value
  public int intAcquire(long offset) {
    return address != 0
        ? RawMemory.intAcquire(intAt(offset))
        : (int) INT.getAcquire(segment, offset);
  }

  /// Writes 32 bits after everything that went before.
  ///
  /// @param offset where
  /// @param value the value
  public void intRelease(long offset, int value) {
    if (address != 0) {
      RawMemory.intRelease(intAt(offset), value);
    } else {
      INT.setRelease(segment, offset, value);
    }
  }

  /// Reads 32 bits in the total order.
  ///
  /// @param offset where
  /// @return the value
  public int intVolatile(long offset) {
    return address != 0
        ? RawMemory.intVolatile(intAt(offset))
        : (int) INT.getVolatile(segment, offset);
  }

  /// Replaces 32 bits if they are as expected; totally ordered.
  ///
  /// @param offset where
  /// @param expected what must be there
  /// @param value the new value
  /// @return whether it was replaced
  public boolean intCompareAndSet(long offset, int expected, int value) {
    return address != 0
        ? RawMemory.intCompareAndSet(intAt(offset), expected, value)
        : INT.compareAndSet(segment, offset, expected, value);
  }

  /// Replaces 32 bits; totally ordered.
  ///
  /// @param offset where
  /// @param value the new value
  /// @return the old value
  public int intExchange(long offset, int value) {
    return address != 0
        ? RawMemory.intExchange(intAt(offset), value)
        : (int) INT.getAndSet(segment, offset, value);
  }

  /// Adds to 32 bits; totally ordered.
  ///
  /// @param offset where
  /// @param delta what to add
  public void intAdd(long offset, int delta) {
    if (address != 0) {
      RawMemory.intAdd(intAt(offset), delta);
    } else {
      INT.getAndAdd(segment, offset, delta);
    }
  }

  /// Reads 64 bits that a lock guards.
  ///
  /// @param offset where
  /// @return the value
  public long longPlain(long offset) {
    return address != 0 ? RawMemory.longPlain(longAt(offset)) : (long) LONG.get(segment, offset);
  }

  /// Writes 64 bits that a lock guards.
  ///
  /// @param offset where
  /// @param value the value
  public void longPlain(long offset, long value) {
    if (address != 0) {
      RawMemory.longPlain(longAt(offset), value);
    } else {
      LONG.set(segment, offset, value);
    }
  }

  /// Reads 64 bits, unordered, not cached, never torn.
  ///
  /// @param offset where
  /// @return the value
  public long longOpaque(long offset) {
    return address != 0
        ? RawMemory.longOpaque(longAt(offset))
        : (long) LONG.getOpaque(segment, offset);
  }

  /// Writes 64 bits, unordered, not delayed for ever, never torn.
  ///
  /// @param offset where
  /// @param value the value
  public void longOpaque(long offset, long value) {
    if (address != 0) {
      RawMemory.longOpaque(longAt(offset), value);
    } else {
      LONG.setOpaque(segment, offset, value);
    }
  }

  /// Reads 64 bits before anything that follows.
  ///
  /// @param offset where
  /// @return the value
  public long longAcquire(long offset) {
    return address != 0
        ? RawMemory.longAcquire(longAt(offset))
        : (long) LONG.getAcquire(segment, offset);
  }

  /// Writes 64 bits after everything that went before.
  ///
  /// @param offset where
  /// @param value the value
  public void longRelease(long offset, long value) {
    if (address != 0) {
      RawMemory.longRelease(longAt(offset), value);
    } else {
      LONG.setRelease(segment, offset, value);
    }
  }

  /// Reads 64 bits in the total order.
  ///
  /// @param offset where
  /// @return the value
  public long longVolatile(long offset) {
    return address != 0
        ? RawMemory.longVolatile(longAt(offset))
        : (long) LONG.getVolatile(segment, offset);
  }

  /// Replaces 64 bits if they are as expected; totally ordered.
  ///
  /// @param offset where
  /// @param expected what must be there
  /// @param value the new value
  /// @return whether it was replaced
  public boolean longCompareAndSet(long offset, long expected, long value) {
    return address != 0
        ? RawMemory.longCompareAndSet(longAt(offset), expected, value)
        : LONG.compareAndSet(segment, offset, expected, value);
  }

  /// Adds to 64 bits; totally ordered.
  ///
  /// @param offset where
  /// @param delta what to add
  public void longAdd(long offset, long delta) {
    if (address != 0) {
      RawMemory.longAdd(longAt(offset), delta);
    } else {
      LONG.getAndAdd(segment, offset, delta);
    }
  }

  /// Sets bits of 64; totally ordered.
  ///
  /// @param offset where
  /// @param bits the bits to set
  public void longSetBits(long offset, long bits) {
    if (address != 0) {
      RawMemory.longSetBits(longAt(offset), bits);
    } else {
      LONG.getAndBitwiseOr(segment, offset, bits);
    }
  }

  /// Clears bits of 64; totally ordered.
  ///
  /// @param offset where
  /// @param bits the bits to clear
  public void longClearBits(long offset, long bits) {
    if (address != 0) {
      RawMemory.longAndBits(longAt(offset), ~bits);
    } else {
      LONG.getAndBitwiseAnd(segment, offset, ~bits);
    }
  }
}
