package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.util.Arrays;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.driver.Preview;
import org.poormanspipes.ring.FrameLayout;
import org.poormanspipes.ring.Remainder;
import org.poormanspipes.ring.Ring;

/// Looks at what several reads would return, and takes it when the caller has it elsewhere.
final class PreviewOperation {

  private PreviewOperation() {}

  /// What a preview was about.
  private static final class Place {
    final HandleContext handle;
    final Remainder copied = new Remainder();
    private long[] lengths = new long[64];
    int count;
    long behind;
    long end;

    Place(HandleContext handle) {
      this.handle = handle;
    }

    void add(long length) {
      if (count == lengths.length) {
        lengths = Arrays.copyOf(lengths, 2 * count);
      }
      lengths[count++] = length;
    }

    /// How many bytes the last ones have.
    long last(int messages) {
      long sum = 0;
      for (int at = count - messages; at < count; at++) {
        sum += lengths[at];
      }
      return sum;
    }

    /// How many of the last messages lie in so many bytes.
    int within(long bytes) {
      int messages = 0;
      long left = bytes;
      while (messages < count) {
        left -= FrameLayout.frame(lengths[count - messages - 1]);
        if (left < 0) {
          break;
        }
        messages++;
      }
      return messages;
    }
  }

  static long preview(HandleContext handle, Preview into, int limit, long size) throws IOException {
    Rights.requireReading(handle);
    if (limit < 1 || size < 1) {
      throw new IllegalArgumentException(
          "limit=" + limit + ", size=" + size + " must be at least 1");
    }
    if (!handle.reading().enter()) {
      throw new ClosedChannelException();
    }
    try {
      if (!handle.held().isEmpty()) {
        throw new IllegalStateException(
            "a message of '" + handle.pipe().name() + "' was read in part: read the rest first");
      }
      Place place = placeOf(handle, into);
      long seen = look(handle, place, limit, size);
      if (seen == Ring.NOTHING) {
        if (!handle.end().writersGone()) {
          return Outcome.EMPTY;
        }
        // As when reading: only a look after the writers' end proves the stream's.
        seen = look(handle, place, limit, size);
      }
      if (seen < 0) {
        return seen == Ring.LOST ? Outcome.LOST : Outcome.END;
      }
      return show(into, place);
    } finally {
      handle.reading().leave();
    }
  }

  private static long look(HandleContext handle, Place place, int limit, long size)
      throws IOException {
    Ring ring = handle.readView().ring();
    // Straight after a loss it is looked under the writers' mutex: the next one would come before
    // the copy is over, again and again.
    boolean locked = handle.losses().isInRow();
    long seen = Ring.CONTENDED;
    while (seen == Ring.CONTENDED || seen == Ring.MOVED) {
      ring = seen == Ring.MOVED ? handle.readView().moved() : ring;
      seen =
          locked
              ? UndisturbedRead.peek(ring, handle, place.copied, limit, size)
              : ring.peekMany(place.copied, limit, size);
      locked |= seen == Ring.CONTENDED;
    }
    if (seen == Ring.DAMAGED) {
      throw Rights.damaged(handle.pipe());
    }
    if (seen == Ring.LOST) {
      ReadOperation.countLost(handle, ring.lost());
      handle.losses().report(ring.lost());
    } else if (seen > 0) {
      handle.losses().end();
      place.end = ring.peekedEnd();
      long first = ring.peekedNumber();
      place.behind = handle.messages() ? first + seen : place.end;
    }
    return seen;
  }

  private static Place placeOf(HandleContext handle, Preview preview) {
    return preview.place() instanceof Place kept && kept.handle == handle
        ? kept
        : new Place(handle);
  }

  private static long show(Preview into, Place place) {
    Remainder copied = place.copied;
    boolean messages = place.handle.messages();
    place.count = 0;
    into.begin(place.behind, place);
    while (!copied.isEmpty()) {
      long length = copied.advance();
      MemorySegment memory = copied.memory();
      if (messages) {
        into.messages().add(memory, copied.offset(), length);
      } else {
        into.add(memory, copied.offset(), length);
      }
      place.add(length);
      copied.pass(length);
    }
    return into.count();
  }

  static void pass(HandleContext handle, Preview seen) throws IOException {
    Rights.requireReading(handle);
    if (!(seen.place() instanceof Place place && place.handle == handle)) {
      throw new IllegalArgumentException(
          "what another handle than this of '" + handle.pipe().name() + "' saw can't be passed");
    }
    if (!handle.reading().enter()) {
      throw new ClosedChannelException();
    }
    try {
      long passed = handle.readView().ring().skipTo(place.end, place.behind);
      if (passed <= 0) {
        return;
      }
      handle.end().markRead();
      if (handle.messages()) {
        int messages = place.within(passed);
        handle.counters().read(place.last(messages), messages);
      } else {
        handle.counters().read(passed, 1);
      }
      handle.pipe().room().wake();
    } finally {
      handle.reading().leave();
    }
  }
}
