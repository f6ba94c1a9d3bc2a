package org.poormanspipes.linux;

/// Permissions and owners of open files.
final class Ownership {

  private static final NativeFunction FCHMOD = NativeFunction.named("fchmod");
  private static final NativeFunction FCHOWN = NativeFunction.named("fchown");

  private Ownership() {}

  static void chmod(Descriptor file, int fd, int mode) throws SystemCallException {
    CallState state = CallState.current();
    if (FCHMOD.retry(state, fd, mode, 0) == -1) {
      throw new SystemCallException("fchmod", file + ", " + Show.mode(mode), state.errno());
    }
  }

  static void chown(Descriptor file, int fd, int uid, int gid) throws SystemCallException {
    CallState state = CallState.current();
    if (FCHOWN.retry(state, fd, uid, gid) == -1) {
      String owners = Show.id(uid) + ", " + Show.id(gid);
      throw new SystemCallException("fchown", file + ", " + owners, state.errno());
    }
  }
}
