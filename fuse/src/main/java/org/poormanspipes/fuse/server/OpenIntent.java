package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Whether a thread that looks a name up is about to open it.
///
/// To open a name is to create it, but the kernel only asks "is there such a file?", with the same
/// words for open(2) as for stat(2), mkdir(2) or rm. What the thread called stands in its
/// `/proc/TID/syscall`: the call's number and arguments. Where that can't be read (it needs the
/// rights of a debugger), a name that is asked for is taken for one that will be opened.
final class OpenIntent {
  private static final int ACCESS = 3;
  private static final int CREATE = 0x40;
  private static final int PATH_ONLY = 0x20_0000;

  private static final String RUNNING = "running";
  private static final int MOST_LOOKS = 100;
  private static final long PAUSE_NANOS = 20_000;
  private static final int NONE = -1;
  private static final int OPENAT2 = 437;
  private static final int IO_URING_ENTER = 426;

  private final int open;
  private final int openAt;
  private final int directoryOnly;

  private OpenIntent(int open, int openAt, int directoryOnly) {
    this.open = open;
    this.openAt = openAt;
    this.directoryOnly = directoryOnly;
  }

  /// The numbers of this machine: `syscall_64.tbl`, `asm-generic/unistd.h`, `asm/fcntl.h`.
  static OpenIntent ofThisMachine() {
    return System.getProperty("os.arch", "").equals("aarch64")
        ? new OpenIntent(NONE, 56, 0x4000)
        : new OpenIntent(2, 257, 0x1_0000);
  }

  /// What a thread has called.
  Call of(int thread) {
    String text = text(thread);
    return text == null ? new Call(true, true) : parse(text);
  }

  /// A call.
  ///
  /// @param opens whether a name that is missing should be shown as if it were there, so that open
  ///     comes next. An open with O_CREAT is better told that it is missing: the kernel then asks
  ///     to create it, and says with which permissions, and whether it may exist
  /// @param writes whether it may be about to open for writing
  record Call(boolean opens, boolean writes) {}

  /// A thread that still runs is about to sleep: it waits for our answer.
  private static @Nullable String text(int thread) {
    Path file = Path.of("/proc/" + thread + "/syscall");
    try {
      String call = Files.readString(file, StandardCharsets.US_ASCII);
      for (int look = 0; call.startsWith(RUNNING) && look < MOST_LOOKS; look++) {
        LockSupport.parkNanos(PAUSE_NANOS);
        call = Files.readString(file, StandardCharsets.US_ASCII);
      }
      return call;
    } catch (IOException unreadable) {
      return null;
    }
  }

  Call parse(String call) {
    List<String> words = List.of(call.strip().split(" ", -1));
    if (words.size() < 4) {
      // A thread of the kernel's own, at work for somebody.
      return new Call(true, true);
    }
    int number = Integer.parseInt(words.getFirst());
    if (number == open) {
      return open(Long.decode(words.get(2)).intValue());
    }
    if (number == openAt) {
      return open(Long.decode(words.get(3)).intValue());
    }
    // Their flags are in the caller's memory.
    boolean may = number == OPENAT2 || number == IO_URING_ENTER;
    return new Call(may, may);
  }

  private Call open(int flags) {
    return new Call((flags & (CREATE | PATH_ONLY | directoryOnly)) == 0, (flags & ACCESS) != 0);
  }
}
