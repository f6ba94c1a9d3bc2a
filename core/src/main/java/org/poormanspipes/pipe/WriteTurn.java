package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.mutex.WaitResult;
import org.poormanspipes.ring.FrameImage;
import org.poormanspipes.ring.FrameLayout;
import org.poormanspipes.ring.Overflow;
import org.poormanspipes.ring.Ring;
import org.poormanspipes.time.Timeout;

/// One handle's turns at the ring, each under the pipe's mutex. Inside the handle's writing gate.
///
/// Results are counts, or negative outcomes; what can never be is thrown, after the mutex was given
/// back.
final class WriteTurn {
  /// How long one turn waits for a holder of the mutex that stands still. Holders need well under a
  /// microsecond, so one of 50 ms is stopped; a write that never waits then gives up, others try
  /// again.
  static final Timeout PATIENCE = Timeout.of(Duration.ofMillis(50));

  /// A write up to this size is never interleaved with others: PIPE_BUF of Linux.
  private static final long ATOMIC = 4096;

  /// The turn was not taken: another waits for the room.
  private static final int BEHIND = -100;

  /// A reservation is in a ring that is not the pipe's any more.
  static final int MOVED = -101;

  private final HandleContext handle;
  private final PipeContext pipe;
  private final WriterLine line;

  WriteTurn(HandleContext handle) {
    this.handle = handle;
    this.pipe = handle.pipe();
    this.line = new WriterLine(handle);
  }

  WriterLine line() {
    return line;
  }

  boolean blocks() {
    return pipe.control().whenFull() == WhenFull.BLOCK;
  }

  /// Writes what there is room for.
  ///
  /// @param frames whether `source` holds messages as [org.poormanspipes.ring.FrameImage] tells
  /// @param waits whether the caller waits for room if there is none
  /// @return how many bytes of the source were taken, `FULL`, `BUSY` or `ALERTED`
  long write(MemorySegment source, long offset, long length, boolean frames, boolean waits)
      throws IOException {
    long entered = enter();
    if (entered < 0) {
      return entered;
    }
    boolean blocks = blocks();
    boolean queues = blocks && waits;
    long least = frames ? FrameLayout.HEADER : least(length, blocks);
    long taken = Ring.DAMAGED;
    boolean tell = false;
    try {
      Ring ring = handle.writeView().current();
      if (queues && line.isBehind(ring)) {
        taken = BEHIND;
      } else {
        taken = offer(ring, source, offset, length, frames, least);
        tell = queues && keepLine(taken, need(source, offset, least, frames));
      }
      count(taken, source, offset, length, frames, waits);
    } finally {
      leave(taken);
    }
    if (tell) {
      pipe.room().wakeAlways();
    }
    return settle(taken, frames ? FrameImage.length(source, offset) : length);
  }

  private long offer(
      Ring ring, MemorySegment source, long offset, long length, boolean frames, long least) {
    return frames
        ? ring.offerFrames(source, offset, offset + length, overflow())
        : ring.offer(source, offset, length, least, overflow());
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
    return handle.messages()
        ? FrameLayout.frame(least)
        : Math.min(least, pipe.control().capacity());
  }

  /// Whether a write of so many bytes would take something, or be told that it never will.
  boolean hasRoom(long length) throws IOException {
    if (enter() < 0) {
      return false;
    }
    try {
      Ring ring = handle.writeView().current();
      long least = least(length, blocks());
      long need = handle.messages() ? FrameLayout.frame(least) : least;
      boolean never = handle.messages() && least > ring.largest();
      return never
          || overflow() == Overflow.DROP_OLDEST
          || ring.room() >= Math.min(need, pipe.control().capacity());
    } finally {
      leave(Ring.NOTHING);
    }
  }

  /// Makes room that the caller fills.
  ///
  /// @return the position, `FULL`, `BUSY` or `ALERTED`
  long reserve(long length) throws IOException {
    long entered = enter();
    if (entered < 0) {
      return entered;
    }
    long position = Ring.DAMAGED;
    try {
      position = handle.writeView().current().reserve(length, overflow());
      if (position == Ring.NOTHING) {
        handle.counters().refused();
      }
    } finally {
      leave(position);
    }
    return position >= 0 ? position : settle(position, length);
  }

  /// Publishes what was filled in place.
  ///
  /// @param ring where the room was made
  /// @return the length, [#MOVED], `BUSY` or `ALERTED`
  long commit(Ring ring, long position, long length) throws IOException {
    long entered = enter();
    if (entered < 0) {
      return entered;
    }
    long taken = Ring.DAMAGED;
    try {
      if (ring.hasMoved()) {
        taken = MOVED;
      } else {
        ring.commit(position, length);
        handle.counters().wrote(length);
        taken = length;
      }
    } finally {
      leave(taken);
    }
    return taken == MOVED ? MOVED : settle(taken, length);
  }

  /// Takes the mutex and sees to it that the ring is right.
  private long enter() throws IOException {
    WaitResult lock = pipe.mutex().acquireUnlessStuck(handle.owner(), WaitReason.LOCK, PATIENCE);
    if (!lock.acquired()) {
      if (lock == WaitResult.ALERTED) {
        return Outcome.ALERTED;
      }
      requirePresent();
      handle.markBusy();
      return Outcome.BUSY;
    }
    boolean right = true;
    try {
      if (!handle.isDeleted()) {
        right = lock != WaitResult.ABANDONED || pipe.repair();
        if (right) {
          return 0;
        }
      }
    } catch (IOException | RuntimeException | Error failed) {
      leave(Ring.DAMAGED);
      throw failed;
    }
    leave(right ? Ring.NOTHING : Ring.DAMAGED);
    requirePresent();
    throw Rights.damaged(pipe);
  }

  private void requirePresent() throws DeviceException {
    if (handle.isDeleted()) {
      throw new DeviceException(Kind.DELETED, "the pipe '" + pipe.name() + "' was deleted");
    }
  }

  /// A turn that ended by an exception may have stopped between two stores, as if its process had
  /// died there; the same repair serves, by whoever gets the mutex next.
  private void leave(long taken) {
    try {
      if (taken == Ring.DAMAGED) {
        pipe.mutex().markAbandoned();
      }
    } finally {
      pipe.mutex().release(handle.owner());
    }
  }

  private Overflow overflow() {
    return pipe.control().whenFull() == WhenFull.OVERWRITE
        ? Overflow.DROP_OLDEST
        : Overflow.KEEP_OLDEST;
  }

  /// How much room there must be for a turn to take anything. A message is taken whole; so is a
  /// small write to a stream that may wait, as POSIX has it; one that never waits takes what fits.
  private long least(long length, boolean blocks) {
    if (handle.messages()) {
      return length;
    }
    return blocks ? Math.min(length, ATOMIC) : 1;
  }

  private void count(
      long taken, MemorySegment source, long offset, long length, boolean frames, boolean waits) {
    if (taken >= 0 && frames) {
      handle.counters().wroteFrames(source, offset, taken);
    } else if (taken >= 0) {
      handle.counters().wrote(taken);
    }
    if (taken < length && !waits && taken != Ring.TOO_LARGE) {
      handle.counters().refused();
    }
  }

  private long settle(long taken, long length) throws DeviceException {
    if (taken >= 0) {
      pipe.data().wake();
      return taken;
    }
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
        (handle.messages() ? "a message of " : "a piece of ")
            + length
            + " bytes can never fit into '"
            + pipe.name()
            + "': its capacity="
            + capacity
            + (handle.messages() ? " takes messages of up to " : " takes pieces of up to ")
            + (handle.messages() ? FrameLayout.largest(capacity) : capacity)
            + " bytes");
  }
}
