package org.poormanspipes.linux;

import java.lang.foreign.Arena;
import java.nio.file.Path;

/// Attaches file systems to the tree, and takes them away: mount(2) and umount2(2).
public final class Mounts {

  /// No set-user-id, no devices, no programs: `linux/mount.h`.
  private static final long NO_SUID_DEV_EXEC = 2 | 4 | 8;

  private static final int FORCE = 1;
  private static final int DETACH = 2;

  private static final NativeFunction MOUNT = NativeFunction.named("mount");
  private static final NativeFunction UMOUNT = NativeFunction.named("umount2");

  private Mounts() {}

  /// How to take a mount away.
  public enum How {
    /// Refused while it is used.
    IF_UNUSED(0),
    /// Ends what is under way in it, then as if unused.
    FORCED(FORCE),
    /// From the tree at once; who uses it goes on.
    DETACHED(DETACH);

    private final int flags;

    How(int flags) {
      this.flags = flags;
    }
  }

  /// Mounts, without set-user-id, devices and programs.
  ///
  /// @param source what the table of mounts will show
  /// @param target an existing directory
  /// @param type of file system
  /// @param options for the file system
  /// @throws SystemCallException if the kernel refuses
  public static void mount(String source, Path target, String type, String options)
      throws SystemCallException {
    CallState state = CallState.current();
    try (Arena arena = Arena.ofConfined()) {
      int result =
          MOUNT.retry(
              state,
              NativeText.of(arena, source).address(),
              NativeText.of(arena, target).address(),
              NativeText.of(arena, type).address(),
              NO_SUID_DEV_EXEC,
              NativeText.of(arena, options).address());
      if (result == -1) {
        throw new SystemCallException(
            "mount", Show.quoted(target) + ", type=" + type, state.errno());
      }
    }
  }

  /// Takes a mount away.
  ///
  /// @param target where it is
  /// @param how what if it is used
  /// @throws SystemCallException if the kernel refuses
  public static void unmount(Path target, How how) throws SystemCallException {
    CallState state = CallState.current();
    try (Arena arena = Arena.ofConfined()) {
      if (UMOUNT.retry(state, NativeText.of(arena, target).address(), how.flags, 0) == -1) {
        throw new SystemCallException("umount2", Show.quoted(target) + ", " + how, state.errno());
      }
    }
  }
}
