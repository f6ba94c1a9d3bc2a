package org.poormanspipes.nats;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.Origin;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.events.Events;
import org.poormanspipes.events.WaitEvent;
import org.poormanspipes.time.Timeout;

/// The write entry point, for one piece or a batch of messages: an attempt, or several with waits
/// between.
final class WriteOperation {

  private WriteOperation() {}

  /// What is done each time there may be room.
  @FunctionalInterface
  private interface Attempt {
    /// How much more was taken, or [Outcome#FULL].
    long more() throws IOException;
  }

  /// What is written at once.
  ///
  /// @param source where it lies
  /// @param offset where in `source` it begins
  /// @param length how many bytes
  /// @param origin where the first is from, if it is carried
  record Piece(MemorySegment source, long offset, long length, @Nullable Origin origin) {

    /// Writes what is left of it.
    long write(NatsHandle handle, long done) throws IOException {
      Origin from = origin == null || handle.messages() ? origin : origin.plus(done);
      return handle.writing().write(source, offset + done, length - done, from);
    }
  }

  static long write(NatsHandle handle, Piece piece, Timeout timeout) throws IOException {
    require(handle);
    long length = piece.length();
    if (length == 0 && !handle.messages()) {
      return 0;
    }
    long[] done = {0};
    boolean[] all = {false};
    Attempt attempt =
        () -> {
          long taken = piece.write(handle, done[0]);
          done[0] += Math.max(0, taken);
          all[0] = taken >= 0 && done[0] == length;
          return taken;
        };
    long outcome = run(handle, attempt, all, timeout);
    if (!all[0]) {
      handle.counters().refused();
    }
    if (all[0] || done[0] > 0) {
      handle.counters().wrote(done[0], 1);
      return done[0];
    }
    return outcome;
  }

  static long writeInTurn(NatsHandle handle, Piece piece) throws IOException {
    require(handle);
    long length = piece.length();
    if (length == 0 && !handle.messages()) {
      return 0;
    }
    long taken = locked(handle, () -> piece.write(handle, 0));
    if (taken >= 0) {
      handle.counters().wrote(taken, 1);
    }
    if (taken != length && !handle.waitsForRoom()) {
      handle.counters().refused();
    }
    return taken;
  }

  /// @param origin where the first is from, if they are carried
  static long write(NatsHandle handle, MessageBatch batch, @Nullable Origin origin, Timeout timeout)
      throws IOException {
    require(handle);
    if (!handle.messages()) {
      throw new DeviceException(
          Kind.UNSUPPORTED,
          "'" + handle.name() + "' is a stream and takes no messages: its type=byte");
    }
    if (batch.isEmpty()) {
      return 0;
    }
    long[] done = {0};
    boolean[] all = {false};
    Attempt attempt =
        () -> {
          BatchWrite.Written written =
              handle.batches().write(batch, origin == null ? null : origin.plus(done[0]));
          if (written.messages() > 0) {
            done[0] += written.messages();
            handle.counters().wrote(written.bytes(), written.messages());
          }
          all[0] = batch.isEmpty();
          return written.messages();
        };
    long outcome = run(handle, attempt, all, timeout);
    return done[0] > 0 ? done[0] : outcome;
  }

  static boolean hasRoom(NatsHandle handle, long length) throws IOException {
    require(handle);
    return locked(handle, () -> handle.writing().hasRoom(length) ? 1 : 0) != 0;
  }

  /// Tries until everything is taken, or nothing more can be waited for.
  ///
  /// @param all whether everything is taken
  /// @return the last outcome
  private static long run(NatsHandle handle, Attempt attempt, boolean[] all, Timeout timeout)
      throws IOException {
    long started = System.nanoTime();
    long seen = handle.signal().version();
    long taken = locked(handle, attempt);
    if (all[0] || timeout.isNow() || !blocks(handle)) {
      if (!all[0]) {
        // A reader that died may be why it is full.
        handle.device().owners().visitIfDue(handle);
      }
      return taken;
    }
    handle.listen();
    handle.waiting().begin(true);
    @Nullable WaitEvent event = Events.waiting();
    try {
      return await(handle, attempt, all, new Since(timeout, started, seen));
    } catch (ClosedChannelException closed) {
      throw ReadOperation.closedMeanwhile(closed);
    } finally {
      handle.waiting().end(true);
      if (event != null) {
        Events.waited(event, handle.device().source(handle.name()), "room");
      }
    }
  }

  private record Since(Timeout timeout, long started, long seen) {}

  private static long await(NatsHandle handle, Attempt attempt, boolean[] all, Since since)
      throws IOException {
    long seen = since.seen();
    long tick = System.nanoTime();
    while (true) {
      long taken = progress(handle, attempt, all);
      if (all[0] || !blocks(handle)) {
        return taken;
      }
      if (Thread.currentThread().isInterrupted()) {
        return Outcome.ALERTED;
      }
      long left = since.timeout().remaining(since.started());
      if (left <= 0) {
        return taken;
      }
      try {
        handle.signal().await(seen, left);
      } catch (InterruptedException alerted) {
        Thread.currentThread().interrupt();
        return Outcome.ALERTED;
      }
      seen = handle.signal().version();
      if (System.nanoTime() - tick >= Signal.TICK_NANOS) {
        tick = System.nanoTime();
        handle.device().owners().visitSoon(handle.id());
      }
      if (handle.view().isStale()) {
        locked(handle, () -> forget(handle));
      }
    }
  }

  private static long forget(NatsHandle handle) {
    handle.writing().forget();
    return 0;
  }

  /// Attempts while they get on.
  private static long progress(NatsHandle handle, Attempt attempt, boolean[] all)
      throws IOException {
    long taken = locked(handle, attempt);
    while (taken >= 0 && !all[0] && blocks(handle)) {
      taken = locked(handle, attempt);
    }
    return taken;
  }

  private static boolean blocks(NatsHandle handle) {
    return handle.view().seen().properties().whenFull() == WhenFull.BLOCK;
  }

  private static long locked(NatsHandle handle, Attempt attempt) throws IOException {
    handle.writeLock().lock();
    try {
      handle.requireOpen();
      handle.requireNoClaim();
      return attempt.more();
    } catch (Lost gone) {
      handle.writing().forget();
      throw WriteSide.deleted(handle.view().seen());
    } finally {
      handle.writeLock().unlock();
    }
  }

  private static void require(NatsHandle handle) throws DeviceException {
    if (!handle.file().access().writes()) {
      throw new DeviceException(
          Kind.DENIED,
          "the handle of '"
              + handle.name()
              + "' was opened with access="
              + handle.file().access()
              + " and can't write");
    }
  }
}
