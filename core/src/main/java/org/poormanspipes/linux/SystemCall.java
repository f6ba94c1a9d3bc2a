package org.poormanspipes.linux;

/// Kernel entries for which the C library has no function, or not every C library one: syscall(2).
final class SystemCall {

  private static final NativeFunction SYSCALL = NativeFunction.named("syscall");

  private SystemCall() {}

  /// Enters the kernel once; returns -1 and sets the error number when it refuses.
  static long call(CallState state, int number, long a, long b, long c, long d) {
    return SYSCALL.callLong(state, number, a, b, c, d, 0);
  }
}
