package org.poormanspipes.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// What a thread needs again and again to call native functions, allocated once.
///
/// It belongs to the thread that asked for it: a call fills it, and the caller reads the results
/// before its next call. The memory is freed some time after the thread has ended.
final class CallState {

  /// Room for the largest structure that fits in here: a `struct statx`.
  private static final int SCRATCH = 256;

  private static final ThreadLocal<CallState> CURRENT = new ThreadLocal<>();

  private final MemorySegment errno;
  private final MemorySegment scratch;

  private CallState() {
    // Automatic, for a thread has no end that could be hooked. While a call is under way the
    // thread itself keeps this object reachable.
    MemorySegment memory = Arena.ofAuto().allocate(Long.BYTES + SCRATCH, Long.BYTES);
    errno = memory.asSlice(0, Long.BYTES);
    scratch = memory.asSlice(Long.BYTES, SCRATCH);
  }

  /// The calling thread's own.
  static CallState current() {
    CallState state = CURRENT.get();
    if (state == null) {
      state = new CallState();
      CURRENT.set(state);
    }
    return state;
  }

  /// The error number of the last call, meaningful only if that call failed.
  int errno() {
    return errno.get(ValueLayout.JAVA_INT, 0);
  }

  /// Where the linker stores the error number: on Linux its structure is just an `int errno`.
  MemorySegment capture() {
    return errno;
  }

  /// Memory for a small structure, with whatever the last user left in it.
  MemorySegment scratch() {
    return scratch;
  }
}
