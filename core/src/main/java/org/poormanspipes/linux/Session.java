package org.poormanspipes.linux;

/// The session of this process: who shares a terminal.
public final class Session {

  private static final NativeFunction SETSID = NativeFunction.named("setsid");

  private Session() {}

  /// Leaves the terminal: its signals and its end do not concern this process any more.
  ///
  /// @throws SystemCallException if this process leads a group already
  public static void leave() throws SystemCallException {
    CallState state = CallState.current();
    if (SETSID.call(state, 0, 0, 0, 0, 0, 0) == -1) {
      throw new SystemCallException("setsid", "", state.errno());
    }
  }
}
