package org.poormanspipes.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.util.Objects;

/// Futexes: sleeping on a 32-bit word of shared memory until somebody wakes its sleepers.
///
/// They work between processes (not FUTEX_PRIVATE). A word is found by file and offset, so each
/// process may have it at another address. Nothing is allocated after a thread's first call.
///
/// The segment must outlive the call, as [Mapping#segment] does while it is mapped.
public final class Futex {

  /// A waker, or nobody in particular: look at the condition again.
  public static final int WOKEN = 0;

  /// The word did not hold the expected value, so the call did not sleep.
  public static final int CHANGED = 1;

  /// The time is over.
  public static final int TIMED_OUT = 2;

  /// A signal ended the wait.
  public static final int INTERRUPTED_BY_SIGNAL = 3;

  /// A timeout that means: for ever.
  private static final long FOR_EVER = Long.MAX_VALUE;

  private static final long SECOND = 1_000_000_000L;
  private static final int FUTEX_WAIT = 0;
  private static final int FUTEX_WAKE = 1;

  private static final int FUTEX = Platform.current().futex();

  private Futex() {}

  /// Sleeps while a word holds an expected value. The kernel compares and falls asleep in one step.
  ///
  /// The thread is not interruptible meanwhile; a virtual thread pins its carrier.
  ///
  /// @param segment shared memory
  /// @param offset where the word is in it; aligned to 4 bytes
  /// @param expected the value with which to sleep
  /// @param timeoutNanos for how long at most, by CLOCK_MONOTONIC; `Long.MAX_VALUE` is for ever
  /// @return [#WOKEN], [#CHANGED], [#TIMED_OUT] or [#INTERRUPTED_BY_SIGNAL]
  /// @throws IllegalStateException if the word is not aligned
  /// @throws InternalError if the word is no longer there
  public static int await(MemorySegment segment, long offset, int expected, long timeoutNanos) {
    long word = word(segment, offset);
    CallState state = CallState.current();
    long timeout = timeout(state, timeoutNanos);
    try {
      long result = SystemCall.call(state, FUTEX, word, FUTEX_WAIT, expected, timeout);
      return result == 0 ? WOKEN : outcome(state.errno(), segment, offset);
    } finally {
      Reference.reachabilityFence(segment);
    }
  }

  /// Wakes threads that sleep on a word.
  ///
  /// @param segment shared memory
  /// @param offset where the word is in it; aligned to 4 bytes
  /// @param count how many to wake at most; `Integer.MAX_VALUE` for all
  /// @return how many were woken
  /// @throws IllegalStateException if the word is not aligned
  /// @throws InternalError if the word is no longer there
  public static int wake(MemorySegment segment, long offset, int count) {
    long word = word(segment, offset);
    CallState state = CallState.current();
    try {
      long result = SystemCall.call(state, FUTEX, word, FUTEX_WAKE, count, 0);
      if (result < 0) {
        requireAccess("FUTEX_WAKE", state.errno());
        throw misuse("FUTEX_WAKE", state.errno(), segment, offset);
      }
      return (int) result;
    } finally {
      Reference.reachabilityFence(segment);
    }
  }

  private static long word(MemorySegment segment, long offset) {
    if (!segment.isNative()) {
      throw new IllegalArgumentException("a futex must be in native memory: " + segment);
    }
    Objects.checkFromIndexSize(offset, Integer.BYTES, segment.byteSize());
    return segment.address() + offset;
  }

  /// The address of a `struct timespec`, or NULL.
  private static long timeout(CallState state, long nanos) {
    if (nanos == FOR_EVER) {
      return 0;
    }
    long rest = Math.max(nanos, 0);
    MemorySegment timespec = state.scratch();
    timespec.set(JAVA_LONG, 0, rest / SECOND);
    timespec.set(JAVA_LONG, Long.BYTES, rest % SECOND);
    return timespec.address();
  }

  private static int outcome(int errno, MemorySegment segment, long offset) {
    return switch (errno) {
      case Errno.EAGAIN -> CHANGED;
      case Errno.ETIMEDOUT -> TIMED_OUT;
      case Errno.EINTR -> INTERRUPTED_BY_SIGNAL;
      default -> {
        requireAccess("FUTEX_WAIT", errno);
        throw misuse("FUTEX_WAIT", errno, segment, offset);
      }
    };
  }

  /// The kernel's word for what Java answers by an error of its own when a load does it: nothing is
  /// there, perhaps because the file was truncated.
  private static void requireAccess(String operation, int errno) {
    if (errno == Errno.EFAULT) {
      throw new InternalError(
          "a fault occurred in an unsafe memory access: futex("
              + operation
              + "): EFAULT (Bad address)");
    }
  }

  private static IllegalStateException misuse(
      String operation, int errno, MemorySegment segment, long offset) {
    String failure = Errno.name(errno) + " (" + Errno.text(errno) + ")";
    return new IllegalStateException(
        "futex(" + operation + "): " + failure + "; offset=" + offset + " of " + segment);
  }
}
