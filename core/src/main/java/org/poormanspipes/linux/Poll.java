package org.poormanspipes.linux;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Waits until a descriptor has something to read, poll(2).
final class Poll {

  private static final NativeFunction POLL = NativeFunction.named("poll");
  private static final long NANOS_PER_MILLI = 1_000_000;

  // struct pollfd { int fd; short events, revents; };
  private static final short POLL_IN = 1;
  private static final int POLL_EVENTS = 4;

  private Poll() {}

  /// Waits once; a signal may end the wait too early.
  ///
  /// @param fd the descriptor
  /// @param nanos how long at most
  /// @param what for the sentence
  /// @return whether there is something, the end included
  static boolean isReadable(int fd, long nanos, String what) throws SystemCallException {
    CallState state = CallState.current();
    MemorySegment request = state.scratch();
    request.set(ValueLayout.JAVA_INT, 0, fd);
    request.set(ValueLayout.JAVA_INT, POLL_EVENTS, POLL_IN);
    // Rounded up: who waits for less than a millisecond would not wait at all.
    long millis = Math.clamp(nanos / NANOS_PER_MILLI + 1, 0, Integer.MAX_VALUE);
    int ready = POLL.call(state, request.address(), 1, millis, 0, 0, 0);
    if (ready == -1 && state.errno() != Errno.EINTR) {
      throw new SystemCallException("poll", what, state.errno());
    }
    return ready > 0;
  }
}
