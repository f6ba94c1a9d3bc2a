package org.poormanspipes.stop;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// What woven code calls in the place of its own effects, or before them: see [Weaver]. Public for
/// that reason alone.
public final class Hook {
  private Hook() {}

  /// Before a store to a word of shared memory.
  public static void store() {
    Victim.current().effect();
  }

  /// A copy; into shared memory it has two halves, and a death may come between them.
  public static void copy(
      MemorySegment source, long from, MemorySegment target, long to, long bytes) {
    long half = Victim.current().beginCopy(target, to, bytes);
    MemorySegment.copy(source, from, target, to, half);
    if (half < bytes) {
      Victim.current().effect();
      MemorySegment.copy(source, from + half, target, to + half, bytes - half);
    }
  }

  /// The same from an array.
  public static void copy(
      Object source, int from, MemorySegment target, ValueLayout layout, long to, int count) {
    int half = (int) Victim.current().beginCopy(target, to, count);
    MemorySegment.copy(source, from, target, layout, to, half);
    if (half < count) {
      Victim.current().effect();
      long done = half * layout.byteSize();
      MemorySegment.copy(source, from + half, target, layout, to + done, count - half);
    }
  }

  /// A native function of six integers.
  public static long call(
      MethodHandle handle,
      MemorySegment address,
      MemorySegment capture,
      long a,
      long b,
      long c,
      long d,
      long e,
      long f,
      String name)
      throws Throwable {
    Victim victim = Victim.current();
    victim.beforeCall(name, a, b, c);
    long result = (long) handle.invokeExact(address, capture, a, b, c, d, e, f);
    victim.afterCall(name, a, b, result);
    return result;
  }

  /// A native function that transfers a buffer.
  public static long transfer(
      MethodHandle handle,
      MemorySegment address,
      MemorySegment capture,
      long fd,
      MemorySegment buffer,
      long size,
      long position,
      String name)
      throws Throwable {
    Victim.current().beforeCall(name, fd, size, position);
    return (long) handle.invokeExact(address, capture, fd, buffer, size, position);
  }
}
