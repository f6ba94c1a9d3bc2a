package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.mutex.WaitResult;
import org.poormanspipes.ring.Ring;
import org.poormanspipes.time.Timeout;

/// The read entry point: the rest of a message in part, or what the ring has, or a wait.
final class ReadOperation {

  private ReadOperation() {}

  static long read(
      HandleContext handle, MemorySegment target, long offset, long length, Timeout timeout)
      throws IOException {
    Rights.requireReading(handle);
    if (target.isReadOnly()) {
      throw new IllegalArgumentException("can't read into a read-only buffer");
    }
    if (length == 0) {
      return 0;
    }
    long read = attempt(handle, target, offset, length);
    if (read != Outcome.EMPTY || timeout.isNow()) {
      return read;
    }
    return await(handle, target, offset, length, timeout);
  }

  /// Reads what is there, inside the gate.
  private static long attempt(HandleContext handle, MemorySegment target, long offset, long length)
      throws IOException {
    if (!handle.reading().enter()) {
      throw new ClosedChannelException();
    }
    try {
      if (handle.held().size() > 0) {
        return handle.held().drain(target, offset, length);
      }
      long taken = take(handle, target, offset, length);
      if (taken != Ring.NOTHING) {
        return taken;
      }
      if (!handle.end().writersGone()) {
        return Outcome.EMPTY;
      }
      // A writer may have written between the first look and its end, so only a second look that
      // comes after the writers' end proves the stream's.
      taken = take(handle, target, offset, length);
      return taken == Ring.NOTHING ? Outcome.END : taken;
    } finally {
      handle.reading().leave();
    }
  }

  private static long take(HandleContext handle, MemorySegment target, long offset, long length)
      throws IOException {
    long taken = handle.readView().ring().take(target, offset, length, handle.held());
    while (taken == Ring.CONTENDED || taken == Ring.MOVED) {
      taken =
          taken == Ring.MOVED
              ? handle.readView().moved().take(target, offset, length, handle.held())
              : takeInPeace(handle, target, offset, length);
    }
    if (taken == Ring.LOST) {
      handle.markLost(handle.readView().ring().lost());
      return Outcome.LOST;
    }
    if (taken >= 0) {
      handle.end().markRead();
      handle.counters().read(taken + handle.held().size());
      handle.pipe().room().wake();
    } else if (taken == Ring.DAMAGED) {
      throw Rights.damaged(handle.pipe());
    }
    return taken;
  }

  /// Takes under the writers' mutex: a writer that drops the oldest content all the time could keep
  /// a reader from ever claiming any.
  private static long takeInPeace(
      HandleContext handle, MemorySegment target, long offset, long length) throws IOException {
    PipeContext pipe = handle.pipe();
    WaitResult lock =
        pipe.mutex().acquireUninterruptibly(handle.owner(), WaitReason.LOCK, WriteOperation.TURN);
    if (!lock.acquired()) {
      // Its holder is stopped, and drops nothing meanwhile.
      return handle.readView().ring().take(target, offset, length, handle.held());
    }
    try {
      if (lock == WaitResult.ABANDONED && !pipe.repair()) {
        throw Rights.damaged(pipe);
      }
      return handle.readView().ring().take(target, offset, length, handle.held());
    } finally {
      pipe.mutex().release(handle.owner());
    }
  }

  /// Sleeps outside the gate, so that other threads of the handle can work and close it; the
  /// reference keeps the handle's memory meanwhile.
  private static long await(
      HandleContext handle, MemorySegment target, long offset, long length, Timeout timeout)
      throws IOException {
    if (!handle.file().reference()) {
      throw new AsynchronousCloseException();
    }
    try (Sleep sleep = new Sleep(handle, handle.pipe().data(), WaitReason.DATA, timeout)) {
      while (true) {
        sleep.announce();
        long read = attempt(handle, target, offset, length);
        if (read != Outcome.EMPTY) {
          return read;
        }
        if (sleep.alerted()) {
          return Outcome.ALERTED;
        }
        if (sleep.isOver()) {
          return Outcome.EMPTY;
        }
        sleep.sleep();
        if (sleep.isDoubtful()) {
          Doubt.settle(handle);
        }
      }
    } catch (ClosedChannelException closed) {
      throw closedMeanwhile(closed);
    } finally {
      handle.file().dereference();
    }
  }

  static AsynchronousCloseException closedMeanwhile(ClosedChannelException cause) {
    AsynchronousCloseException closed = new AsynchronousCloseException();
    closed.initCause(cause);
    return closed;
  }
}
