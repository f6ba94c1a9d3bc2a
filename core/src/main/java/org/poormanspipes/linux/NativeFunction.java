package org.poormanspipes.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/// A function of the C library that takes up to six integers or addresses.
///
/// All of them are called through one method handle, with six 64-bit arguments: learning one shape
/// costs the linker some 50 ms in a fresh JVM and each further one 4 to 16 ms, as much as a short
/// command may take in all. The calling conventions of x86-64 and AArch64 allow it. The first six
/// integers and pointers travel in registers, variadic or not; a callee ignores registers that it
/// does not expect and the upper half of those that it takes as `int`. Only a result needs care:
/// the upper half of an `int` is undefined, so [#call] cuts it off and [#callLong] does not.
///
/// Addresses are plain numbers here, so the caller keeps the memory behind them alive during the
/// call. For memory that others own there is [BufferFunction].
///
/// A record, because the compiler trusts the fields of records: called through a constant, the
/// address becomes part of the machine code.
///
/// @param name the function's name
/// @param address where it is
record NativeFunction(String name, MemorySegment address) {

  private static final MethodHandle CALL =
      link(
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));

  /// Looks a function up in the C library.
  ///
  /// @throws UnsupportedOperationException if there is none of that name
  static NativeFunction named(String name) {
    Platform.current();
    return new NativeFunction(name, find(name));
  }

  static MemorySegment find(String name) {
    Optional<MemorySegment> address = Linker.nativeLinker().defaultLookup().find(name);
    if (address.isEmpty()) {
      throw new UnsupportedOperationException(
          "Poor Man's Pipes needs a newer C library: this one has no " + name + "().");
    }
    return address.get();
  }

  /// A handle for functions of one shape: address of the function, capture state, arguments.
  @SuppressWarnings("restricted")
  static MethodHandle link(FunctionDescriptor shape) {
    return Linker.nativeLinker().downcallHandle(shape, Linker.Option.captureCallState("errno"));
  }

  /// Makes sure that the one handle is linked.
  static void link() {
    CALL.type();
  }

  /// Calls a function that returns an `int`.
  int call(CallState state, long a, long b, long c, long d, long e, long f) {
    return (int) callLong(state, a, b, c, d, e, f);
  }

  /// Calls a function that returns a `long`, a `size_t` or an address.
  long callLong(CallState state, long a, long b, long c, long d, long e, long f) {
    try {
      return (long) CALL.invokeExact(address, state.capture(), a, b, c, d, e, f);
    } catch (Throwable t) {
      throw unexpected(name, t);
    }
  }

  /// Calls a function that returns an `int`, again and again while signals interrupt it.
  int retry(CallState state, long a, long b, long c, long d, long e) {
    int result;
    do {
      result = call(state, a, b, c, d, e, 0);
    } while (result == -1 && state.errno() == Errno.EINTR);
    return result;
  }

  /// The same with fewer arguments.
  int retry(CallState state, long a, long b, long c) {
    return retry(state, a, b, c, 0, 0);
  }

  /// A handle declares every Throwable, but a native function throws nothing.
  static RuntimeException unexpected(String name, Throwable t) {
    if (t instanceof Error error) {
      throw error;
    }
    return t instanceof RuntimeException runtime
        ? runtime
        : new IllegalStateException("calling " + name, t);
  }
}
