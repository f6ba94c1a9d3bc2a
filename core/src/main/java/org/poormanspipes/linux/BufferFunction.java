package org.poormanspipes.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// A function of the C library that transfers data: pread(2) or pwrite(2).
///
/// It takes the memory as a segment, not as a number, so that the foreign function interface keeps
/// a caller's memory alive, and shared arenas from being closed, during the call. That is a second
/// shape to link, hence a class of its own: only programs that transfer data pay for it.
///
/// @param name the function's name
/// @param address where it is
record BufferFunction(String name, MemorySegment address) {

  private static final MethodHandle CALL =
      NativeFunction.link(
          FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG));

  static BufferFunction named(String name) {
    Platform.current();
    return new BufferFunction(name, NativeFunction.find(name));
  }

  /// Transfers the bytes of one segment; returns how many, or -1.
  long call(CallState state, int fd, MemorySegment buffer, long position) {
    try {
      return (long)
          CALL.invokeExact(
              address, state.capture(), (long) fd, buffer, buffer.byteSize(), position);
    } catch (Throwable t) {
      throw NativeFunction.unexpected(name, t);
    }
  }
}
