package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.ring.Ring;

/// Looks at what a read would return. Takes nothing, and never waits.
final class PeekOperation {

  private PeekOperation() {}

  static long peek(HandleContext handle, MemorySegment target, long offset, long length)
      throws IOException {
    Rights.requireReading(handle);
    if (!handle.reading().enter()) {
      throw new ClosedChannelException();
    }
    try {
      if (handle.held().size() > 0) {
        return handle.held().peek(target, offset, length);
      }
      long seen = look(handle, target, offset, length);
      if (seen != Ring.NOTHING) {
        return seen;
      }
      if (!handle.end().writersGone()) {
        return Outcome.EMPTY;
      }
      // As when reading: only a look after the writers' end proves the stream's.
      seen = look(handle, target, offset, length);
      return seen == Ring.NOTHING ? Outcome.END : seen;
    } finally {
      handle.reading().leave();
    }
  }

  private static long look(HandleContext handle, MemorySegment target, long offset, long length)
      throws IOException {
    long seen = handle.readView().ring().peek(target, offset, length);
    while (seen == Ring.MOVED) {
      seen = handle.readView().moved().peek(target, offset, length);
    }
    if (seen == Ring.DAMAGED) {
      throw Rights.damaged(handle.pipe());
    }
    return seen == Ring.LOST ? Outcome.LOST : seen;
  }
}
