package org.poormanspipes.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.VarHandle;

/// Words of memory by their address, for what each message touches; the accesses are those of
/// [Words].
///
/// Everything is accessed through one segment that is all memory, a constant: the compiler knows
/// its class, bounds and scope, which of any other it looks up at each access. **Nothing is checked
/// here**: an address comes from [Words#address], which checked that the word is inside the piece
/// of memory it belongs to, and the piece has to be there still. A message of 32 bytes takes half
/// the time with this; see docs/performance.md.
public final class RawMemory {

  private static final VarHandle INT = ValueLayout.JAVA_INT.varHandle();
  private static final VarHandle LONG = ValueLayout.JAVA_LONG.varHandle();

  @SuppressWarnings("restricted")
  private static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  private RawMemory() {}

  /// Reads 32 bits, unordered, not cached.
  ///
  /// @param address where
  /// @return the value
  public static int intOpaque(long address) {
    return (int) INT.getOpaque(ALL, address);
  }

  /// Writes 32 bits, unordered, not delayed for ever.
  ///
  /// @param address where
  /// @param value the value
  public static void intOpaque(long address, int value) {
    INT.setOpaque(ALL, address, value);
  }

  /// Reads 32 bits before anything that follows.
  ///
  /// @param address where
  /// @return the value
  public static int intAcquire(long address) {
    return (int) INT.getAcquire(ALL, address);
  }

  /// Writes 32 bits after everything that went before.
  ///
  /// @param address where
  /// @param value the value
  public static void intRelease(long address, int value) {
    INT.setRelease(ALL, address, value);
  }

  /// Reads 32 bits in the total order.
  ///
  /// @param address where
  /// @return the value
  public static int intVolatile(long address) {
    return (int) INT.getVolatile(ALL, address);
  }

  /// Replaces 32 bits if they are as expected; totally ordered.
  ///
  /// @param address where
  /// @param expected what must be there
  /// @param value the new value
  /// @return whether it was replaced
  public static boolean intCompareAndSet(long address, int expected, int value) {
    touchInt(address);
    return INT.compareAndSet(ALL, address, expected, value);
  }

  /// Replaces 32 bits; totally ordered.
  ///
  /// @param address where
  /// @param value the new value
  /// @return the old value
  public static int intExchange(long address, int value) {
    touchInt(address);
    return (int) INT.getAndSet(ALL, address, value);
  }

  /// Adds to 32 bits; totally ordered.
  ///
  /// @param address where
  /// @param delta what to add
  public static void intAdd(long address, int delta) {
    touchInt(address);
    INT.getAndAdd(ALL, address, delta);
  }

  /// Reads 64 bits that a lock guards.
  ///
  /// @param address where
  /// @return the value
  public static long longPlain(long address) {
    return (long) LONG.get(ALL, address);
  }

  /// Writes 64 bits that a lock guards.
  ///
  /// @param address where
  /// @param value the value
  public static void longPlain(long address, long value) {
    LONG.set(ALL, address, value);
  }

  /// Reads 64 bits, unordered, not cached.
  ///
  /// @param address where
  /// @return the value
  public static long longOpaque(long address) {
    return (long) LONG.getOpaque(ALL, address);
  }

  /// Writes 64 bits, unordered, not delayed for ever.
  ///
  /// @param address where
  /// @param value the value
  public static void longOpaque(long address, long value) {
    LONG.setOpaque(ALL, address, value);
  }

  /// Reads 64 bits before anything that follows.
  ///
  /// @param address where
  /// @return the value
  public static long longAcquire(long address) {
    return (long) LONG.getAcquire(ALL, address);
  }

  /// Writes 64 bits after everything that went before.
  ///
  /// @param address where
  /// @param value the value
  public static void longRelease(long address, long value) {
    LONG.setRelease(ALL, address, value);
  }

  /// Reads 64 bits in the total order.
  ///
  /// @param address where
  /// @return the value
  public static long longVolatile(long address) {
    return (long) LONG.getVolatile(ALL, address);
  }

  /// Replaces 64 bits if they are as expected; totally ordered.
  ///
  /// @param address where
  /// @param expected what must be there
  /// @param value the new value
  /// @return whether it was replaced
  public static boolean longCompareAndSet(long address, long expected, long value) {
    touchLong(address);
    return LONG.compareAndSet(ALL, address, expected, value);
  }

  /// Adds to 64 bits; totally ordered.
  ///
  /// @param address where
  /// @param delta what to add
  public static void longAdd(long address, long delta) {
    touchLong(address);
    LONG.getAndAdd(ALL, address, delta);
  }

  /// Sets bits of 64; totally ordered.
  ///
  /// @param address where
  /// @param bits the bits
  public static void longSetBits(long address, long bits) {
    touchLong(address);
    LONG.getAndBitwiseOr(ALL, address, bits);
  }

  /// Keeps bits of 64; totally ordered.
  ///
  /// @param address where
  /// @param bits the bits
  public static void longAndBits(long address, long bits) {
    touchLong(address);
    LONG.getAndBitwiseAnd(ALL, address, bits);
  }

  /// Where a file was truncated, a compare-and-set, or the like, in interpreted code kills the JVM
  /// by SIGBUS; a load there, and anything in compiled code, throws an InternalError. So
  /// interpreted code loads first. Nobody uses the value, and the optimising compiler leaves the
  /// load out.
  private static void touchInt(long address) {
    int _ = (int) INT.get(ALL, address);
  }

  private static void touchLong(long address) {
    long _ = (long) LONG.get(ALL, address);
  }
}
