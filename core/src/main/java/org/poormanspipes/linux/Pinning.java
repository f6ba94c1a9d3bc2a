package org.poormanspipes.linux;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

/// Locks mapped memory into RAM, and explains why that is refused so often.
final class Pinning {

  private static final int RLIMIT_MEMLOCK = 8;
  private static final long UNLIMITED = -1;

  private static final NativeFunction MLOCK = NativeFunction.named("mlock");
  private static final NativeFunction GETRLIMIT = NativeFunction.named("getrlimit");

  private Pinning() {}

  static void pin(Mapping mapping, long address, long size) throws SystemCallException {
    CallState state = CallState.current();
    if (MLOCK.retry(state, address, size, 0) == -1) {
      int errno = state.errno();
      throw new SystemCallException("mlock", mapping.toString(), errno, hint(size));
    }
  }

  private static String hint(long size) {
    CallState state = CallState.current();
    long limits = state.scratch().address();
    if (GETRLIMIT.retry(state, RLIMIT_MEMLOCK, limits, 0) == -1) {
      return "";
    }
    return hint(size, state.scratch().get(JAVA_LONG, 0));
  }

  static String hint(long size, long limit) {
    if (limit == UNLIMITED) {
      return size + " bytes wanted; RLIMIT_MEMLOCK is unlimited, so it is memory that is short";
    }
    String known =
        size
            + " bytes wanted, and this process may pin "
            + Long.toUnsignedString(limit)
            + " bytes in all (RLIMIT_MEMLOCK): ";
    return known
        + (Long.compareUnsigned(size, limit) > 0
            ? "raise that with ulimit -l, memlock in /etc/security/limits.conf or LimitMEMLOCK="
                + " in the systemd unit"
            : "others of its pins have used that up, or the file is shorter than its mapping");
  }
}
