package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.mutex.WaitResult;
import org.poormanspipes.ring.Overflow;
import org.poormanspipes.ring.Ring;
import org.poormanspipes.time.Timeout;

/// The write entry point: a turn at the ring under the pipe's mutex, or several with waits between.
final class WriteOperation {

  /// A write up to this size is never interleaved with others: PIPE_BUF of Linux.
  private static final long ATOMIC = 4096;

  /// How long one turn waits for the mutex. Its holders need well under a microsecond, so a holder
  /// of 50 ms is stopped; a write that never waits then gives up, others try again.
  static final Timeout TURN = Timeout.of(Duration.ofMillis(50));

  private WriteOperation() {}

  static long write(
      HandleContext handle, MemorySegment source, long offset, long length, Timeout timeout)
      throws IOException {
    Rights.requireWriting(handle);
    boolean message = handle.messages();
    if (length == 0 && !message) {
      return 0;
    }
    boolean waits;
    long taken;
    // Nothing of the handle's memory is touched outside the gate: it may be gone.
    enter(handle);
    try {
      boolean blocks = handle.pipe().control().whenFull() == WhenFull.BLOCK;
      waits = blocks && !timeout.isNow();
      taken = turn(handle, source, offset, length, blocks, waits);
      if (taken == Outcome.FULL && !waits && handle.reapIfDue() > 0) {
        // It was a dead reader that held this write back.
        taken = turn(handle, source, offset, length, blocks, waits);
      }
    } finally {
      handle.writing().leave();
    }
    if (taken == length || taken == Outcome.ALERTED || !waits) {
      return taken;
    }
    return await(handle, source, offset, length, Math.max(taken, 0), timeout);
  }

  private static void enter(HandleContext handle) throws ClosedChannelException {
    if (!handle.writing().enter()) {
      throw new ClosedChannelException();
    }
  }

  /// How much room there must be for a turn to take anything. A message is taken whole; so is a
  /// small write to a stream that may wait, as POSIX has it; one that never waits takes what fits.
  private static long least(HandleContext handle, long length, boolean blocks) {
    if (handle.messages()) {
      return length;
    }
    return blocks ? Math.min(length, ATOMIC) : 1;
  }

  /// Takes one turn. Inside the gate.
  private static long turn(
      HandleContext handle,
      MemorySegment source,
      long offset,
      long length,
      boolean blocks,
      boolean waits)
      throws IOException {
    PipeContext pipe = handle.pipe();
    WaitResult lock = pipe.mutex().acquire(handle.owner(), WaitReason.LOCK, TURN);
    if (!lock.acquired()) {
      requirePresent(handle);
      return lock == WaitResult.ALERTED ? Outcome.ALERTED : Outcome.BUSY;
    }
    long taken = Ring.DAMAGED;
    try {
      taken = offer(handle, source, offset, length, least(handle, length, blocks), lock);
      count(handle, taken, length, waits);
    } finally {
      unlock(handle, taken);
    }
    if (taken == Ring.DAMAGED) {
      throw Rights.damaged(pipe);
    }
    if (taken == Ring.NOTHING) {
      return Outcome.FULL;
    }
    pipe.data().wake();
    return taken;
  }

  private static long offer(
      HandleContext handle,
      MemorySegment source,
      long offset,
      long length,
      long least,
      WaitResult lock)
      throws IOException {
    PipeContext pipe = handle.pipe();
    requirePresent(handle);
    if (lock == WaitResult.ABANDONED && !pipe.repair()) {
      return Ring.DAMAGED;
    }
    Overflow overflow =
        pipe.control().whenFull() == WhenFull.OVERWRITE
            ? Overflow.DROP_OLDEST
            : Overflow.KEEP_OLDEST;
    Ring ring = handle.writeView().ring();
    long taken = ring.offer(source, offset, length, least, overflow);
    if (taken == Ring.MOVED) {
      // Nobody can move it again: the mutex is held.
      ring = handle.writeView().moved();
      taken = ring.offer(source, offset, length, least, overflow);
    }
    if (taken == Ring.TOO_LARGE) {
      throw tooLarge(handle, length, ring.largest());
    }
    return taken;
  }

  private static void requirePresent(HandleContext handle) throws DeviceException {
    if (handle.isDeleted()) {
      throw new DeviceException(
          Kind.DELETED, "the pipe '" + handle.pipe().name() + "' was deleted");
    }
  }

  private static void count(HandleContext handle, long taken, long length, boolean waits) {
    if (taken >= 0) {
      handle.counters().wrote(taken);
    }
    if (taken < length && !waits) {
      handle.counters().refused();
    }
  }

  /// An offer that ended by an exception may have stopped between two stores, as if its process had
  /// died there; the same repair serves, by whoever gets the mutex next.
  private static void unlock(HandleContext handle, long taken) {
    PipeContext pipe = handle.pipe();
    try {
      if (taken == Ring.DAMAGED) {
        pipe.mutex().markAbandoned();
      }
    } finally {
      pipe.mutex().release(handle.owner());
    }
  }

  /// Turn after turn until everything is taken, with sleeps outside the gate; the reference keeps
  /// the handle's memory meanwhile.
  private static long await(
      HandleContext handle,
      MemorySegment source,
      long offset,
      long length,
      long already,
      Timeout timeout)
      throws IOException {
    if (!handle.file().reference()) {
      throw new AsynchronousCloseException();
    }
    long done = already;
    try (Sleep sleep = new Sleep(handle, handle.pipe().room(), WaitReason.ROOM, timeout)) {
      while (true) {
        sleep.announce();
        long taken;
        boolean blocks;
        enter(handle);
        try {
          taken = turn(handle, source, offset + done, length - done, true, true);
          blocks = handle.pipe().control().whenFull() == WhenFull.BLOCK;
        } finally {
          handle.writing().leave();
        }
        done += Math.max(taken, 0);
        if (done == length && taken >= 0) {
          return done;
        }
        if (taken == Outcome.ALERTED || sleep.alerted()) {
          return done > 0 ? done : Outcome.ALERTED;
        }
        if (sleep.isOver() || !blocks) {
          return done > 0 ? done : Math.min(taken, Outcome.FULL);
        }
        if (taken == Outcome.FULL) {
          sleep.sleep();
          if (sleep.isDoubtful()) {
            handle.pipe().requireWhole();
          }
        }
      }
    } catch (ClosedChannelException closed) {
      throw ReadOperation.closedMeanwhile(closed);
    } finally {
      handle.file().dereference();
    }
  }

  private static DeviceException tooLarge(HandleContext handle, long length, long largest) {
    PipeContext pipe = handle.pipe();
    return new DeviceException(
        Kind.TOO_LARGE,
        "a message of "
            + length
            + " bytes can never fit into '"
            + pipe.name()
            + "': its capacity="
            + pipe.control().capacity()
            + " takes messages of up to "
            + largest
            + " bytes");
  }
}
