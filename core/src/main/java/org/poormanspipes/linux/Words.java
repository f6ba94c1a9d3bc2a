package org.poormanspipes.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// Words of shared memory, with the ordering of each access in its name.
///
/// *Acquire* and *release* pair up between processes as they do between threads; *plain* is for
/// words that a lock guards or that nobody else writes; *opaque* is for words that may be read at
/// any time and order nothing; *volatile* is totally ordered. Offsets are multiples of the word's
/// size.
public final class Words {

  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  private Words() {}

  /// Reads 32 bits, unordered, not cached.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @return the value
  public static int intOpaque(MemorySegment memory, long offset) {
    return (int) INT.getOpaque(memory, offset);
  }

  /// Writes 32 bits, unordered, not delayed for ever.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @param value the value
  public static void intOpaque(MemorySegment memory, long offset, int value) {
    INT.setOpaque(memory, offset, value);
  }

  /// Reads 32 bits before anything that follows.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @return the value
  public static int intAcquire(MemorySegment memory, long offset) {
    return (int) INT.getAcquire(memory, offset);
  }

  /// Writes 32 bits after everything that went before.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @param value the value
  public static void intRelease(MemorySegment memory, long offset, int value) {
    INT.setRelease(memory, offset, value);
  }

  /// Reads 32 bits in the total order.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @return the value
  public static int intVolatile(MemorySegment memory, long offset) {
    return (int) INT.getVolatile(memory, offset);
  }

  /// Replaces 32 bits if they are as expected; totally ordered.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @param expected what must be there
  /// @param value the new value
  /// @return whether it was replaced
  public static boolean intCompareAndSet(
      MemorySegment memory, long offset, int expected, int value) {
    touchInt(memory, offset);
    return INT.compareAndSet(memory, offset, expected, value);
  }

  /// Replaces 32 bits; totally ordered.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @param value the new value
  /// @return the old value
  public static int intExchange(MemorySegment memory, long offset, int value) {
    touchInt(memory, offset);
    return (int) INT.getAndSet(memory, offset, value);
  }

  /// Adds to 32 bits; totally ordered.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @param delta what to add
  public static void intAdd(MemorySegment memory, long offset, int delta) {
    touchInt(memory, offset);
    INT.getAndAdd(memory, offset, delta);
  }

  /// Reads 64 bits that a lock guards.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @return the value
  public static long longPlain(MemorySegment memory, long offset) {
    return (long) LONG.get(memory, offset);
  }

  /// Writes 64 bits that a lock guards.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @param value the value
  public static void longPlain(MemorySegment memory, long offset, long value) {
    LONG.set(memory, offset, value);
  }

  /// Reads 64 bits, unordered, not cached, never torn.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @return the value
  public static long longOpaque(MemorySegment memory, long offset) {
    return (long) LONG.getOpaque(memory, offset);
  }

  /// Writes 64 bits, unordered, not delayed for ever, never torn.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @param value the value
  public static void longOpaque(MemorySegment memory, long offset, long value) {
    LONG.setOpaque(memory, offset, value);
  }

  /// Reads 64 bits before anything that follows.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @return the value
  public static long longAcquire(MemorySegment memory, long offset) {
    return (long) LONG.getAcquire(memory, offset);
  }

  /// Writes 64 bits after everything that went before.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @param value the value
  public static void longRelease(MemorySegment memory, long offset, long value) {
    LONG.setRelease(memory, offset, value);
  }

  /// Reads 64 bits in the total order.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @return the value
  public static long longVolatile(MemorySegment memory, long offset) {
    return (long) LONG.getVolatile(memory, offset);
  }

  /// Replaces 64 bits if they are as expected; totally ordered.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @param expected what must be there
  /// @param value the new value
  /// @return whether it was replaced
  public static boolean longCompareAndSet(
      MemorySegment memory, long offset, long expected, long value) {
    touchLong(memory, offset);
    return LONG.compareAndSet(memory, offset, expected, value);
  }

  /// Adds to 64 bits; totally ordered.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @param delta what to add
  public static void longAdd(MemorySegment memory, long offset, long delta) {
    touchLong(memory, offset);
    LONG.getAndAdd(memory, offset, delta);
  }

  /// Sets bits of 64; totally ordered.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @param bits the bits to set
  public static void longSetBits(MemorySegment memory, long offset, long bits) {
    touchLong(memory, offset);
    LONG.getAndBitwiseOr(memory, offset, bits);
  }

  /// Clears bits of 64; totally ordered.
  ///
  /// @param memory where
  /// @param offset where in it
  /// @param bits the bits to clear
  public static void longClearBits(MemorySegment memory, long offset, long bits) {
    touchLong(memory, offset);
    LONG.getAndBitwiseAnd(memory, offset, ~bits);
  }

  /// Where a file was truncated, a compare-and-set, or the like, in interpreted code kills the JVM
  /// by SIGBUS; a load there, and anything in compiled code, throws an InternalError. So
  /// interpreted code loads first. Nobody uses the value, and the optimising compiler leaves the
  /// load out.
  private static void touchInt(MemorySegment memory, long offset) {
    int _ = (int) INT.get(memory, offset);
  }

  private static void touchLong(MemorySegment memory, long offset) {
    long _ = (long) LONG.get(memory, offset);
  }
}
