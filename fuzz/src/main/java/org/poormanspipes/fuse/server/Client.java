package org.poormanspipes.fuse.server;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Who is said to have sent a request. The server asks in `/proc` whether its thread is about to
/// open a file: of nobody it can't know, and takes it for one that is; this process's first thread
/// waits for the others, and is not.
final class Client {
  private static final int PID = 32;
  private static final int FIRST_THREAD = Math.toIntExact(ProcessHandle.current().pid());

  private Client() {}

  /// Replaces the number of the thread: nobody for an even one, the first thread for an odd one.
  static void put(MemorySegment request) {
    int recorded = request.get(ValueLayout.JAVA_INT_UNALIGNED, PID);
    request.set(ValueLayout.JAVA_INT_UNALIGNED, PID, (recorded & 1) == 0 ? 0 : FIRST_THREAD);
  }
}
