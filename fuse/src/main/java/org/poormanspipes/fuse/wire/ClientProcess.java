package org.poormanspipes.fuse.wire;

import org.poormanspipes.linux.ProcessStatus;

/// Which process a thread belongs to: the kernel tells the thread, and people look for the process.
final class ClientProcess {

  private ClientProcess() {}

  /// The process of a thread that waits for an answer, and so is there.
  ///
  /// @param thread its number, 0 for one that can't be seen from here
  /// @return the number of its process; the thread's where that can't be read
  static int of(int thread) {
    Integer process = ProcessStatus.of(thread).process();
    return process == null ? thread : process;
  }
}
