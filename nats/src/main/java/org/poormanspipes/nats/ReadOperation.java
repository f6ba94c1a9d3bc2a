package org.poormanspipes.nats;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.events.Events;
import org.poormanspipes.events.WaitEvent;
import org.poormanspipes.time.Timeout;

/// The read entry point: what the handle holds, or what is next in the pipe, or a wait.
final class ReadOperation {

  private ReadOperation() {}

  static long read(
      NatsHandle handle, MemorySegment target, long offset, long length, Timeout timeout)
      throws IOException {
    ReadSide.require(handle.file().access(), handle.name());
    if (target.isReadOnly()) {
      throw new IllegalArgumentException("can't read into a read-only buffer");
    }
    if (length == 0) {
      return 0;
    }
    long started = System.nanoTime();
    long seen = handle.signal().version();
    long read = timeout.isNow() ? Outcome.EMPTY : attempt(handle, target, offset, length, false);
    if (read == Outcome.EMPTY) {
      read = attempt(handle, target, offset, length, true);
    }
    if (read != Outcome.EMPTY || timeout.isNow()) {
      if (read == Outcome.EMPTY) {
        // A writer that died may be why it is not the end.
        handle.device().owners().visitIfDue(handle);
      }
      return read;
    }
    handle.listen();
    handle.waiting().begin(false);
    @Nullable WaitEvent event = Events.waiting();
    try {
      follow(handle);
      return await(handle, new Target(target, offset, length), timeout, started, seen);
    } catch (ClosedChannelException closed) {
      throw closedMeanwhile(closed);
    } finally {
      handle.waiting().end(false);
      if (event != null) {
        Events.waited(event, handle.device().source(handle.name()), "data");
      }
    }
  }

  private record Target(MemorySegment memory, long offset, long length) {}

  private static long await(
      NatsHandle handle, Target target, Timeout timeout, long started, long before)
      throws IOException {
    long seen = before;
    long tick = System.nanoTime();
    boolean exact = true;
    while (true) {
      long read = attempt(handle, target.memory(), target.offset(), target.length(), exact);
      if (read != Outcome.EMPTY) {
        return read;
      }
      if (Thread.currentThread().isInterrupted()) {
        return Outcome.ALERTED;
      }
      long left = timeout.remaining(started);
      if (left <= 0) {
        return Outcome.EMPTY;
      }
      try {
        handle.signal().await(seen, left);
      } catch (InterruptedException alerted) {
        Thread.currentThread().interrupt();
        return Outcome.ALERTED;
      }
      seen = handle.signal().version();
      boolean due = System.nanoTime() - tick >= Signal.TICK_NANOS;
      if (due) {
        tick = System.nanoTime();
        handle.device().owners().visitSoon(handle.id());
      }
      exact = due || handle.view().isStale() || timeout.remaining(started) <= 0;
    }
  }

  /// Reads take turns; a handler that polls is inside of one.
  static void enter(NatsHandle handle) {
    if (handle.readLock().isHeldByCurrentThread()) {
      throw new IllegalStateException(
          "'" + handle.name() + "' is being polled: its handler can't read from it");
    }
    handle.readLock().lock();
  }

  /// From now on what is written comes by itself, and wakes whoever waits.
  static void follow(NatsHandle handle) throws IOException {
    enter(handle);
    try {
      handle.requireOpen();
      handle.reading().follow();
    } catch (Lost deleted) {
      // The next attempt finds that out.
    } finally {
      handle.readLock().unlock();
    }
  }

  /// Reads what is there, inside the lock.
  private static long attempt(
      NatsHandle handle, MemorySegment target, long offset, long length, boolean exact)
      throws IOException {
    enter(handle);
    try {
      handle.requireOpen();
      if (handle.held().isEmpty()) {
        int outcome = take(handle, new Walk.Want(handle.messages() ? 1 : MOST, length), exact);
        if (outcome < 0) {
          return outcome;
        }
      }
      return handle.held().drain(target, offset, length);
    } finally {
      handle.readLock().unlock();
    }
  }

  /// How many pieces of a stream one read puts together.
  static final int MOST = 1024;

  /// Takes what is next into what the handle holds.
  ///
  /// @return 0, or a negative outcome
  static int take(NatsHandle handle, Walk.Want want, boolean exact) throws IOException {
    ReadSide.Result result;
    try {
      result = handle.reading().attempt(want, exact, ReadSide.Purpose.TAKE);
    } catch (Lost gone) {
      return end(handle, gone);
    }
    @Nullable Walk walk = result.walk();
    if (walk != null) {
      handle.held().add(walk.pieces());
      handle.counters().read(walk.bytes(), handle.messages() ? walk.pieces().size() : 1);
    }
    return result.outcome();
  }

  /// A stream that is gone is a deleted pipe's.
  static int end(NatsHandle handle, Lost gone) throws IOException {
    if (!isGone(handle)) {
      throw gone;
    }
    return Outcome.END;
  }

  private static boolean isGone(NatsHandle handle) throws IOException {
    try {
      return handle.view().fresh().deleted();
    } catch (Lost device) {
      return true;
    }
  }

  static long peek(NatsHandle handle, MemorySegment target, long offset, long length)
      throws IOException {
    ReadSide.require(handle.file().access(), handle.name());
    enter(handle);
    try {
      handle.requireOpen();
      if (!handle.held().isEmpty()) {
        return handle.held().peek(target, offset, length);
      }
      ReadSide.Result result =
          handle
              .reading()
              .attempt(
                  new Walk.Want(handle.messages() ? 1 : MOST, length), true, ReadSide.Purpose.LOOK);
      Walk walk = result.walk();
      if (walk == null) {
        return result.outcome();
      }
      Held seen = new Held(handle.messages());
      seen.add(walk.pieces());
      return seen.peek(target, offset, length);
    } catch (Lost gone) {
      return end(handle, gone);
    } finally {
      handle.readLock().unlock();
    }
  }

  static AsynchronousCloseException closedMeanwhile(ClosedChannelException cause) {
    AsynchronousCloseException closed = new AsynchronousCloseException();
    closed.initCause(cause);
    return closed;
  }
}
