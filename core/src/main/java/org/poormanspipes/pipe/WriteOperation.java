package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.time.Timeout;

/// The write entry point, for one piece or a batch of messages: a turn at the ring under the pipe's
/// mutex, or several with waits between.
final class WriteOperation {

  private WriteOperation() {}

  static long write(
      HandleContext handle, MemorySegment source, long offset, long length, Timeout timeout)
      throws IOException {
    Rights.requireWriting(handle);
    if (length == 0 && !handle.messages()) {
      return 0;
    }
    return write(handle, source, offset, length, false, timeout);
  }

  /// How many messages were taken, or a negative outcome.
  static long write(HandleContext handle, MessageBatch batch, Timeout timeout) throws IOException {
    Rights.requireWriting(handle);
    if (!handle.messages()) {
      throw new DeviceException(
          Kind.UNSUPPORTED,
          "'" + handle.pipe().name() + "' is a stream and takes no messages: its type=byte");
    }
    if (batch.isEmpty()) {
      return 0;
    }
    return writeAll(handle, batch, timeout);
  }

  /// Piece by piece, and what was taken leaves the batch at once: whatever ends this, the batch
  /// holds what was not written.
  private static long writeAll(HandleContext handle, MessageBatch batch, Timeout timeout)
      throws IOException {
    long started = System.nanoTime();
    Timeout left = timeout;
    long messages = 0;
    while (true) {
      long length = batch.to() - batch.from();
      long taken = write(handle, batch.memory(), batch.from(), length, true, left);
      if (taken < 0) {
        return messages > 0 ? messages : taken;
      }
      messages += batch.drop(taken);
      if (batch.isEmpty()) {
        return messages;
      }
      if (!timeout.isNow() && !timeout.isForever()) {
        left = Timeout.of(Duration.ofNanos(timeout.remaining(started)));
      }
    }
  }

  private static long write(
      HandleContext handle,
      MemorySegment source,
      long offset,
      long length,
      boolean frames,
      Timeout timeout)
      throws IOException {
    WriteTurn turn = handle.turn();
    boolean now = timeout.isNow();
    boolean waits;
    long taken;
    // Nothing of the handle's memory is touched outside the gate: it may be gone.
    enter(handle);
    try {
      taken = turn.write(source, offset, length, frames, now);
      waits = !now && turn.blocks();
      if (taken == Outcome.FULL && !waits && handle.reapIfDue() > 0) {
        // It was a dead reader that held this write back.
        taken = turn.write(source, offset, length, frames, now);
      }
    } finally {
      handle.writing().leave();
    }
    boolean enough = taken == length || (frames && taken > 0);
    if (enough || taken == Outcome.ALERTED || !waits) {
      return taken;
    }
    long done = Math.max(taken, 0);
    long more = await(handle, source, offset + done, length - done, frames, timeout);
    return more >= 0 ? done + more : done > 0 ? done : more;
  }

  /// One turn of a write that is waited for without a thread. From a turn that did not take all to
  /// [#leaveTurn] the handle is shown as waiting, also while nothing waits because it is about to
  /// be tried again: else others would take its place in line meanwhile.
  static long writeInTurn(HandleContext handle, MemorySegment source, long offset, long length)
      throws IOException {
    Rights.requireWriting(handle);
    if (length == 0 && !handle.messages()) {
      return 0;
    }
    enter(handle);
    try {
      long taken = handle.turn().write(source, offset, length, false, false);
      if (taken == Outcome.FULL && handle.reapIfDue() > 0) {
        // It was a dead reader that held this write back.
        taken = handle.turn().write(source, offset, length, false, false);
      }
      handle.waitsInTurn(handle.turn().blocks() && taken != length);
      return taken;
    } finally {
      handle.writing().leave();
    }
  }

  static void leaveTurn(HandleContext handle) {
    // Whoever closes the handle wakes all.
    if (handle.isInTurn() && handle.writing().enter()) {
      try {
        handle.waitsInTurn(false);
        leaveLine(handle);
      } finally {
        handle.writing().leave();
      }
    }
  }

  /// Whether a write of so many bytes would not have to wait.
  static boolean hasRoom(HandleContext handle, long length) throws IOException {
    Rights.requireWriting(handle);
    enter(handle);
    try {
      return handle.turn().hasRoom(length);
    } finally {
      handle.writing().leave();
    }
  }

  private static void enter(HandleContext handle) throws ClosedChannelException {
    if (!handle.writing().enter()) {
      throw new ClosedChannelException();
    }
    if (handle.isClaimed()) {
      handle.writing().leave();
      throw new IllegalStateException(
          "there is a claim at '" + handle.pipe().name() + "': commit or abort it first");
    }
  }

  /// Turn after turn until everything is taken, of a batch until anything is, with sleeps outside
  /// the gate; the reference keeps the handle's memory meanwhile.
  private static long await(
      HandleContext handle,
      MemorySegment source,
      long offset,
      long length,
      boolean frames,
      Timeout timeout)
      throws IOException {
    if (!handle.file().reference()) {
      throw new AsynchronousCloseException();
    }
    WriteTurn turn = handle.turn();
    long done = 0;
    try (Sleep sleep = Sleep.begin(handle, WaitReason.ROOM, timeout)) {
      while (true) {
        boolean announced = sleep.announce();
        long taken;
        boolean blocks;
        long patience;
        enter(handle);
        try {
          taken = turn.write(source, offset + done, length - done, frames, false);
          blocks = turn.blocks();
          patience = turn.line().patience();
        } finally {
          handle.writing().leave();
        }
        if (taken > 0) {
          done += taken;
          sleep.progress();
        }
        if (taken >= 0 && (done == length || frames)) {
          return done;
        }
        if (taken == Outcome.ALERTED || sleep.alerted()) {
          return done > 0 ? done : Outcome.ALERTED;
        }
        if (sleep.isOver() || !blocks) {
          return done > 0 ? done : Math.min(taken, Outcome.FULL);
        }
        if (announced && taken == Outcome.FULL) {
          sleep.sleep(patience);
          if (sleep.isDoubtful()) {
            handle.pipe().requireWhole();
          }
        }
      }
    } catch (ClosedChannelException closed) {
      throw ReadOperation.closedMeanwhile(closed);
    } finally {
      leaveLine(handle);
      handle.file().dereference();
    }
  }

  /// Whoever stands behind a writer that gave up must not sleep on.
  private static void leaveLine(HandleContext handle) {
    if (handle.turn().line().isFirst()) {
      handle.pipe().room().wakeAlways();
    }
  }
}
