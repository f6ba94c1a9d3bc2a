package org.poormanspipes.fuse.wire;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Which process a thread belongs to: the kernel tells the thread, and people look for the process.
final class ClientProcess {
  private static final String GROUP = "\nTgid:";

  private ClientProcess() {}

  /// The process of a thread that waits for an answer, and so is there.
  ///
  /// @param thread its number, 0 for one that can't be seen from here
  /// @return the number of its process; the thread's where that can't be read
  static int of(int thread) {
    try {
      byte[] status = Files.readAllBytes(Path.of("/proc/" + thread + "/status"));
      return of(new String(status, StandardCharsets.ISO_8859_1), thread);
    } catch (IOException unreadable) {
      return thread;
    }
  }

  private static int of(String status, int thread) {
    // The program's name comes first, and has no line breaks: the kernel escapes them.
    int at = status.indexOf(GROUP);
    if (at < 0) {
      return thread;
    }
    int end = status.indexOf('\n', at + 1);
    return Integer.parseInt(status, at + GROUP.length() + 1, end, 10);
  }
}
