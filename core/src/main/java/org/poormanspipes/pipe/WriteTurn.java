package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.ring.FrameImage;
import org.poormanspipes.ring.FrameLayout;
import org.poormanspipes.ring.Overflow;
import org.poormanspipes.ring.Ring;

/// One handle's turns at the ring, each under the pipe's mutex. Inside the handle's writing gate.
///
/// Results are counts, or negative outcomes; what can never be is thrown, after the mutex was given
/// back.
final class WriteTurn {
  /// A write up to this size is never interleaved with others: PIPE_BUF of Linux.
  private static final long ATOMIC = 4096;

  /// The turn was not taken: another waits for the room.
  private static final int BEHIND = -100;

  /// A reservation is in a ring that is not the pipe's any more.
  static final int MOVED = -101;

  private final PipeContext pipe;
  private final WriteAccess access;
  private final Counters counters;
  private final WriterLine line;
  private final boolean messages;

  WriteTurn(HandleContext handle) {
    this.pipe = handle.pipe();
    this.line = new WriterLine(handle);
    this.access = new WriteAccess(handle, line);
    this.counters = handle.counters();
    this.messages = handle.messages();
  }

  WriterLine line() {
    return line;
  }

  /// Whether a write waits for room, as the last turn found.
  boolean blocks() {
    return access.blocks();
  }

  /// Writes what there is room for.
  ///
  /// @param frames whether `source` holds messages as [org.poormanspipes.ring.FrameImage] tells
  /// @param now whether the caller does not wait, even if there is no room in a pipe that blocks
  /// @return how many bytes of the source were taken, `FULL`, `BUSY` or `ALERTED`
  long write(MemorySegment source, long offset, long length, boolean frames, boolean now)
      throws IOException {
    long entered = access.enter();
    if (entered < 0) {
      return entered;
    }
    long taken = Ring.DAMAGED;
    boolean tell = false;
    try {
      Ring current = access.prepare();
      boolean queues = access.blocks() && !now;
      long least = frames ? FrameLayout.HEADER : least(length);
      if (queues && isBehind(current)) {
        taken = BEHIND;
      } else {
        taken = offer(current, source, offset, length, frames, least);
        if (queues && (taken < 0 || !access.isBiased() || line.isJoined())) {
          tell = keepLine(taken, need(source, offset, least, frames));
        }
      }
      count(current, taken, length, frames, queues);
    } finally {
      access.leave(taken);
    }
    if (tell) {
      pipe.room().wakeAlways();
    }
    return settle(taken, source, offset, length, frames);
  }

  /// Nobody is in line when the bias is given, and who joins takes it.
  private boolean isBehind(Ring current) {
    return !access.isBiased() && line.isBehind(current);
  }

  private long offer(
      Ring current, MemorySegment source, long offset, long length, boolean frames, long least) {
    return frames
        ? current.offerFrames(source, offset, offset + length, access.overflow())
        : current.offer(source, offset, length, least, access.overflow());
  }

  /// A writer that found no room is the next; one that found some is not any more.
  private boolean keepLine(long taken, long need) {
    if (taken == Ring.NOTHING) {
      line.join(need);
      return false;
    }
    return line.leave();
  }

  /// How much room there must be, headers included.
  private long need(MemorySegment source, long offset, long least, boolean frames) {
    if (frames) {
      return FrameLayout.frame(FrameImage.length(source, offset));
    }
    return messages ? FrameLayout.frame(least) : Math.min(least, pipe.control().capacity());
  }

  /// Whether a write of so many bytes would take something, or be told that it never will.
  boolean hasRoom(long length) throws IOException {
    if (access.enter() < 0) {
      return false;
    }
    try {
      Ring current = access.prepare();
      long least = least(length);
      long need = messages ? FrameLayout.frame(least) : least;
      boolean never = messages && least > current.largest();
      return never
          || access.overflow() == Overflow.DROP_OLDEST
          || current.room() >= Math.min(need, pipe.control().capacity());
    } finally {
      access.leave(Ring.NOTHING);
    }
  }

  /// Makes room that the caller fills.
  ///
  /// @return the position, `FULL`, `BUSY` or `ALERTED`
  long reserve(long length) throws IOException {
    long entered = access.enter();
    if (entered < 0) {
      return entered;
    }
    long position = Ring.DAMAGED;
    try {
      position = access.prepare().reserve(length, access.overflow());
      if (position == Ring.NOTHING) {
        counters.refused();
      }
    } finally {
      access.leave(position);
    }
    return position >= 0 ? position : refuse(position, length);
  }

  /// Publishes what was filled in place.
  ///
  /// @param claimed where the room was made
  /// @return the length, [#MOVED], `BUSY` or `ALERTED`
  long commit(Ring claimed, long position, long length) throws IOException {
    long entered = access.enter();
    if (entered < 0) {
      return entered;
    }
    long taken = Ring.DAMAGED;
    try {
      if (claimed.hasMoved()) {
        taken = MOVED;
      } else {
        claimed.commit(position, length);
        counters.wrote(length, 1);
        taken = length;
      }
    } finally {
      access.leave(taken);
    }
    if (taken >= 0) {
      pipe.data().wake();
    }
    return taken;
  }

  /// How much room there must be for a turn to take anything. A message is taken whole; so is a
  /// small write to a stream that may wait, as POSIX has it; one that never waits takes what fits.
  private long least(long length) {
    if (messages) {
      return length;
    }
    return access.blocks() ? Math.min(length, ATOMIC) : 1;
  }

  private void count(Ring current, long taken, long length, boolean frames, boolean waits) {
    if (taken >= 0 && frames) {
      counters.wrote(current.offeredPayload(), current.offered());
    } else if (taken >= 0) {
      counters.wrote(taken, 1);
    }
    if (taken < length && !waits && taken != Ring.TOO_LARGE) {
      counters.refused();
    }
  }

  private long settle(long taken, MemorySegment source, long offset, long length, boolean frames)
      throws DeviceException {
    if (taken >= 0) {
      pipe.data().wake();
      return taken;
    }
    return refuse(taken, frames ? FrameImage.length(source, offset) : length);
  }

  private long refuse(long taken, long length) throws DeviceException {
    if (taken == Ring.DAMAGED) {
      throw Rights.damaged(pipe);
    }
    if (taken == Ring.TOO_LARGE) {
      throw tooLarge(length);
    }
    return Outcome.FULL;
  }

  private DeviceException tooLarge(long length) {
    long capacity = pipe.control().capacity();
    return new DeviceException(
        Kind.TOO_LARGE,
        (messages ? "a message of " : "a piece of ")
            + length
            + " bytes can never fit into '"
            + pipe.name()
            + "': its capacity="
            + capacity
            + (messages ? " takes messages of up to " : " takes pieces of up to ")
            + (messages ? FrameLayout.largest(capacity) : capacity)
            + " bytes");
  }
}
