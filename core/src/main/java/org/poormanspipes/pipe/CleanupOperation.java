package org.poormanspipes.pipe;

/// The cleanup entry point: the last handle of this process's file was closed here. Ends the file's
/// operations, in this thread and in the owner's process, while its memory still stands; waits of
/// other threads end at once. What is shared is left to close.
final class CleanupOperation {

  private CleanupOperation() {}

  static void cleanup(HandleContext handle) {
    // The gates first: a sleeper that wakes finds them closed, and leaves.
    closeGates(handle);
    handle.pipe().wakeAll();
  }

  private static void closeGates(HandleContext handle) {
    if (!handle.reading().close()) {
      // By a handler from inside a poll, which needs the memory until the handler returns.
      handle.file().reference();
    }
    handle.writing().close();
  }
}
