package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.poormanspipes.driver.FastPath;
import org.poormanspipes.driver.Outcome;

/// Whether a read would have to wait.
final class Looks {
  private Looks() {}

  /// Whether a read would return something: data, the end, or that some was lost.
  static boolean hasData(FastPath path) throws IOException {
    return path.peek(MemorySegment.ofArray(new byte[1]), 0, 1) != Outcome.EMPTY;
  }
}
