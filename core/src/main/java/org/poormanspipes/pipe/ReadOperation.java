package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.events.Events;
import org.poormanspipes.mutex.WaitReason;
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
      return handle.held().isEmpty()
          ? takeOrEnd(handle, target, offset, length, 0)
          : handle.held().drain(target, offset, length);
    } finally {
      handle.reading().leave();
    }
  }

  /// Takes what is there, or tells the end.
  ///
  /// @param most 0 for one message into the target, or how many into what the handle holds
  /// @return how many bytes, or how many messages; or a negative outcome
  static long takeOrEnd(
      HandleContext handle, MemorySegment target, long offset, long length, int most)
      throws IOException {
    long taken = take(handle, target, offset, length, most);
    if (taken != Ring.NOTHING) {
      return taken;
    }
    if (!handle.end().writersGone()) {
      return Outcome.EMPTY;
    }
    // A writer may have written between the first look and its end, so only a second look that
    // comes after the writers' end proves the stream's.
    taken = take(handle, target, offset, length, most);
    return taken == Ring.NOTHING ? Outcome.END : taken;
  }

  private static long take(
      HandleContext handle, MemorySegment target, long offset, long length, int most)
      throws IOException {
    Ring ring = handle.readView().ring();
    long taken = once(ring, handle, target, offset, length, most);
    while (taken == Ring.CONTENDED || taken == Ring.MOVED) {
      ring = taken == Ring.MOVED ? handle.readView().moved() : ring;
      taken =
          taken == Ring.MOVED
              ? once(ring, handle, target, offset, length, most)
              : UndisturbedRead.take(ring, handle, target, offset, length, most);
    }
    if (taken == Ring.LOST) {
      countLost(handle, ring.lost());
      if (handle.losses().report(ring.lost())) {
        UndisturbedRead.secureOldest(handle);
      }
      return Outcome.LOST;
    }
    if (taken == Ring.DAMAGED) {
      throw Rights.damaged(handle.pipe());
    }
    if (taken >= 0) {
      handle.losses().end();
      count(handle, taken, most);
    }
    return taken;
  }

  /// Counts what the handle is told it lost.
  static void countLost(HandleContext handle, long lost) {
    handle.slot().countLost(lost);
    Events.lapped(handle.pipe().source(), lost, handle.messages());
  }

  /// Counts what was taken, and tells the writers.
  static void count(HandleContext handle, long taken, int most) {
    handle.end().markRead();
    if (most == 0) {
      handle.counters().read(taken + handle.held().size(), 1);
    } else {
      handle.counters().read(handle.held().payload(), taken);
    }
    handle.pipe().room().wake();
  }

  static long once(
      Ring ring, HandleContext handle, MemorySegment target, long offset, long length, int most) {
    return most == 0
        ? ring.take(target, offset, length, handle.held())
        : ring.takeMany(handle.held(), most, length);
  }

  /// Sleeps outside the gate, so that other threads of the handle can work and close it; the
  /// reference keeps the handle's memory meanwhile.
  private static long await(
      HandleContext handle, MemorySegment target, long offset, long length, Timeout timeout)
      throws IOException {
    if (!handle.file().reference()) {
      throw new AsynchronousCloseException();
    }
    try (Sleep sleep = Sleep.begin(handle, WaitReason.DATA, timeout)) {
      while (true) {
        boolean announced = sleep.announce();
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
        if (announced) {
          sleep.sleep(Long.MAX_VALUE);
          if (sleep.isDoubtful()) {
            Doubt.settle(handle);
          }
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
