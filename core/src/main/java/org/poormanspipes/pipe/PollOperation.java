package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.SliceHandler;
import org.poormanspipes.linux.Membarrier;
import org.poormanspipes.ring.InPlace;
import org.poormanspipes.ring.Remainder;
import org.poormanspipes.ring.Ring;

/// Hands what is there to a handler, message by message; never waits.
///
/// A broadcast that does not overwrite is read where it lies: the reader's own cursor keeps the
/// writers off until the poll is over. Everything else is copied at once and claimed, or found not
/// to be overtaken, before the handler sees the first byte of it.
final class PollOperation {
  /// How many bytes are copied at once, if there are so many.
  private static final long BATCH = 64 << 10;

  /// How long a reader that took all of several messages leaves the writer's line alone, about two
  /// microseconds. Looking at once it would find one or two, and take the line from the writer with
  /// each look; so it finds dozens. Who gets one message at a time waits for an answer, and looks
  /// at once.
  private static final int PAUSES = 48;

  private final HandleContext handle;

  /// The last poll took all of several messages.
  private boolean caughtUp;

  PollOperation(HandleContext handle) {
    this.handle = handle;
  }

  long poll(SliceHandler handler, int limit) throws IOException {
    Rights.requireReading(handle);
    if (limit < 1) {
      throw new IllegalArgumentException("limit=" + limit + " must be at least 1");
    }
    if (!handle.reading().enter()) {
      throw new ClosedChannelException();
    }
    try {
      if (!handle.held().isEmpty()) {
        return handOut(handler, limit);
      }
      if (handle.readView().ring() instanceof InPlace && begin()) {
        try {
          return inPlace(handler, limit);
        } finally {
          handle.slot().inPlace(false);
        }
      }
      return copied(handler, limit);
    } finally {
      if (handle.reading().leave()) {
        // The handler closed the channel: see CleanupOperation.
        handle.file().dereference();
      }
    }
  }

  private long copied(SliceHandler handler, int limit) throws IOException {
    if (caughtUp) {
      for (int pause = 0; pause < PAUSES; pause++) {
        Thread.onSpinWait();
      }
    }
    long taken = ReadOperation.takeOrEnd(handle, MemorySegment.NULL, 0, BATCH, limit);
    caughtUp = taken > 1 && taken < limit;
    return taken < 0 ? taken : handOut(handler, limit);
  }

  private long handOut(SliceHandler handler, int limit) {
    Remainder held = handle.held();
    long count = 0;
    handle.reading().callOut();
    while (count < limit && !held.isEmpty()) {
      long length = held.advance();
      MemorySegment memory = held.memory();
      long offset = held.offset();
      // Passed before the handler sees it: what it throws at does not come again.
      held.pass(length);
      count++;
      handler.onSlice(memory, offset, length);
    }
    return count;
  }

  /// Whether the pipe does not overwrite, and will not while this poll lasts: whoever changes that
  /// stores the policy, fences, and looks at the slots; this stores in the slot, fences, and looks
  /// at the policy.
  private boolean begin() {
    handle.slot().inPlace(true);
    // Partner: the drain in InPlaceReaders.
    Membarrier.light();
    if (handle.pipe().control().whenFull() == WhenFull.OVERWRITE) {
      handle.slot().inPlace(false);
      return false;
    }
    return true;
  }

  private long inPlace(SliceHandler handler, int limit) throws IOException {
    InPlace ring = (InPlace) handle.readView().ring();
    long position = ring.position();
    long length = ring.lengthAt(position, BATCH);
    while (length == Ring.MOVED) {
      ring = (InPlace) handle.readView().moved();
      length = ring.lengthAt(position, BATCH);
    }
    if (length < 0 || ring.isOvertaken(position)) {
      // Empty, ended, damaged, or overtaken when the pipe still overwrote.
      return copied(handler, limit);
    }
    return handOutInPlace(handler, limit, ring, position, length);
  }

  private long handOutInPlace(
      SliceHandler handler, int limit, InPlace ring, long first, long firstLength) {
    long position = first;
    long count = 0;
    long bytes = 0;
    handle.reading().callOut();
    try {
      for (long length = firstLength;
          length >= 0 && count < limit;
          length = ring.lengthAt(position, BATCH)) {
        long here = position;
        position = ring.nextOf(here, length);
        bytes += length;
        count++;
        handOutOne(handler, ring, here, length);
      }
      return count;
    } finally {
      // Only now may writers overwrite what the handler looked at.
      ring.pass(position, count);
      handle.end().markRead();
      handle.counters().read(bytes, count);
      handle.pipe().room().wake();
    }
  }

  private void handOutOne(SliceHandler handler, InPlace ring, long position, long length) {
    long place = ring.placeAt(position, length);
    if (place >= 0) {
      handler.onSlice(ring.readOnlyMemory(), place, length);
    } else {
      MemorySegment whole = handle.held().reserve(length);
      ring.copyAt(position, whole, length);
      handler.onSlice(whole, 0, length);
    }
  }
}
