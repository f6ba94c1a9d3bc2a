package org.poormanspipes.nats;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.poormanspipes.driver.SliceHandler;

/// Hands what is there to a handler, message by message; never waits for writers. What is taken at
/// once is taken by one move of the cursor.
final class PollOperation {

  private static final long BATCH_BYTES = 256 << 10;

  private PollOperation() {}

  static long poll(NatsHandle handle, SliceHandler handler, int limit) throws IOException {
    ReadSide.require(handle.file().access(), handle.name());
    if (limit < 1) {
      throw new IllegalArgumentException("limit=" + limit + " must be at least 1");
    }
    ReadOperation.enter(handle);
    try {
      handle.requireOpen();
      if (handle.held().isEmpty()) {
        int outcome = ReadOperation.take(handle, new Walk.Want(limit, BATCH_BYTES), true);
        if (outcome < 0) {
          return outcome;
        }
      }
      return handOut(handle.held(), handler, limit);
    } finally {
      handle.readLock().unlock();
    }
  }

  private static long handOut(Held held, SliceHandler handler, int limit) {
    long count = 0;
    while (count < limit) {
      // Passed before the handler sees it: what it throws at does not come again.
      Walk.Piece piece = held.poll();
      if (piece == null) {
        return count;
      }
      count++;
      handler.onSlice(
          MemorySegment.ofArray(piece.frame().body()).asReadOnly(),
          Frame.HEADER + piece.from(),
          piece.length());
    }
    return count;
  }
}
