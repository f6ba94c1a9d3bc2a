package org.poormanspipes.stop;

import java.util.Set;

/// Which calls into the kernel others can see.
///
/// A death before a call that others can't see leaves what a death before the next effect leaves,
/// so those need no stop of their own. What is not known here counts as an effect.
final class SystemCalls {
  private static final Set<String> UNSEEN =
      Set.of(
          "statx",
          "statfs",
          "fstatfs",
          "readlinkat",
          "getrlimit",
          "geteuid",
          "getegid",
          "getuid",
          "getgid",
          "getpid",
          "getpwuid_r",
          "getgrgid_r",
          "getpwnam_r",
          "getgrnam_r",
          "pread",
          "read",
          "mmap",
          "munmap",
          "madvise",
          "mlock",
          "inotify_init1",
          "inotify_add_watch",
          "inotify_rm_watch");

  private static final int CREATE = 0x40;
  private static final int F_OFD_GETLK = 36;
  private static final boolean AARCH64 = System.getProperty("os.arch").equals("aarch64");
  private static final int FUTEX = AARCH64 ? 98 : 202;
  private static final int GETDENTS64 = AARCH64 ? 61 : 217;
  private static final int FUTEX_WAIT = 0;

  private SystemCalls() {}

  /// Whether a call changes what another process can see.
  static boolean isEffect(String name, long a, long b, long c) {
    return switch (name) {
      case "openat" -> (c & CREATE) != 0;
      case "fcntl" -> b != F_OFD_GETLK;
      case "syscall" -> a != GETDENTS64 && !(a == FUTEX && c == FUTEX_WAIT);
      default -> !UNSEEN.contains(name);
    };
  }
}
