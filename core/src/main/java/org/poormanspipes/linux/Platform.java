package org.poormanspipes.linux;

import java.util.Locale;

/// The machine that this program runs on, and the few numbers in which the supported ones differ.
///
/// Source of the numbers: the kernel's `arch/x86/entry/syscalls/syscall_64.tbl`,
/// `include/uapi/asm-generic/unistd.h` and the two architectures' `asm/fcntl.h`. Structures that
/// this package passes to the kernel have the same layout on both.
///
/// @param futex number of the system call futex(2)
/// @param getdents64 number of the system call getdents64(2)
/// @param membarrier number of the system call membarrier(2)
/// @param openDirectory the open(2) flag O_DIRECTORY
/// @param openNoFollow the open(2) flag O_NOFOLLOW
public record Platform(
    int futex, int getdents64, int membarrier, int openDirectory, int openNoFollow) {

  private static final Platform X86_64 = new Platform(202, 217, 324, 0x1_0000, 0x2_0000);
  private static final Platform AARCH64 = new Platform(98, 61, 283, 0x4000, 0x8000);

  /// Makes sure that native calls can be made here.
  ///
  /// @throws UnsupportedOperationException with one sentence for the user, when the platform is
  ///     not Linux on x86-64 or aarch64, or when this program may not call native functions
  public static void require() {
    current();
    try {
      NativeFunction.link();
    } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
      throw new UnsupportedOperationException(
          "Poor Man's Pipes may not call native functions in this Java program: start it with"
              + " --enable-native-access="
              + moduleName()
              + ".",
          e);
    }
  }

  private static String moduleName() {
    Module module = Platform.class.getModule();
    return module.isNamed() ? module.getName() : "ALL-UNNAMED";
  }

  /// The numbers of the machine that this program runs on.
  ///
  /// @return one of the two supported platforms
  /// @throws UnsupportedOperationException elsewhere
  static Platform current() {
    return of(System.getProperty("os.name", "?"), System.getProperty("os.arch", "?"));
  }

  static Platform of(String system, String machine) {
    if (system.equals("Linux")) {
      switch (machine.toLowerCase(Locale.ROOT)) {
        case "amd64", "x86_64", "x86-64" -> {
          return X86_64;
        }
        case "aarch64", "arm64" -> {
          return AARCH64;
        }
        default -> {
          // falls out to the sentence below
        }
      }
    }
    throw new UnsupportedOperationException(
        "Poor Man's Pipes needs Linux on x86-64 or aarch64; this is "
            + system
            + " on "
            + machine
            + ".");
  }
}
