package org.poormanspipes.nats;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;

/// The reading side of one handle: finds what is next, and takes it. Used inside the handle's
/// reading lock; it waits for the server, and not for writers.
abstract class ReadSide {

  /// What is taken at once for a reader that loses again and again.
  private static final Walk.Want SECURED = new Walk.Want(1, 64 << 10);

  private static final long ARRIVAL_NANOS = 2_000_000_000L;

  final NatsDeviceContext device;
  final RecordView view;
  final Store data;
  final String id;
  final boolean messages;
  final Feed feed;
  private final String subject;
  private final boolean writerAtOpen;
  private final long writerOpensBefore;
  private boolean hasRead;
  private @Nullable Walk secured;

  /// What is looked for.
  enum Purpose {
    /// To be shown, and perhaps read later.
    LOOK,
    /// To be passed, when the reader has it elsewhere.
    PREVIEW,
    /// To be handed out.
    TAKE
  }

  /// @param before the record as it was before this handle was in it
  ReadSide(NatsDeviceContext device, RecordView view, Feed feed, PipeRecord before) {
    this.device = device;
    this.view = view;
    this.feed = feed;
    this.id = before.id();
    this.messages = before.messages();
    this.data = device.dataStore(id);
    this.subject = device.subjects().data(id);
    this.writerAtOpen = before.hasWriter();
    this.writerOpensBefore = before.life().writerOpens();
  }

  static ReadSide of(
      NatsDeviceContext device,
      RecordView view,
      Feed feed,
      PipeRecord before,
      HandleRecord handle,
      Cursor start) {
    return before.broadcast()
        ? new BroadcastSide(device, view, feed, before, handle, start)
        : new QueueSide(device, view, feed, before);
  }

  /// Where reading goes on.
  abstract Cursor cursor() throws IOException;

  /// Reading may go on elsewhere by now, and nothing that is taken will show it.
  void look() {}

  /// Takes what a walk found.
  ///
  /// @return false if somebody else did
  abstract boolean commit(Walk walk, PipeRecord record) throws IOException;

  /// Something was overwritten before this handle read it: reading goes on behind that.
  ///
  /// @return whether what the walk found is taken too, for the reads to come: so a reader that
  ///     loses again and again has some all the same
  abstract boolean lose(Walk walk, PipeRecord record) throws IOException;

  /// Something was overwritten before this handle looked at it: reading goes on behind that.
  abstract void skipLost(Walk walk, PipeRecord record) throws IOException;

  /// Reading goes on at a place at the earliest.
  ///
  /// @return the position where it would have gone on, at most that of the place
  abstract long moveOn(Cursor after) throws IOException;

  /// Takes what a preview found.
  ///
  /// @return up to which position somebody else did before
  final long pass(Cursor after) throws IOException {
    hasRead = true;
    return moveOn(after);
  }

  /// Finds what is next, to be passed later. What comes behind a loss is kept for the next call, so
  /// that no writer is always faster.
  final Result preview(Walk.Want want) throws IOException {
    Walk kept = secured;
    if (kept != null) {
      secured = null;
      return new Result(0, kept);
    }
    return attempt(want, true, Purpose.PREVIEW);
  }

  /// Finds what is next.
  ///
  /// @param exact whether what is on its way from the server counts too, and the end
  /// @param purpose whether it is taken, too
  /// @return what was found, or a negative [Outcome] in its place
  Result attempt(Walk.Want want, boolean exact, Purpose purpose) throws IOException {
    boolean takes = purpose == Purpose.TAKE;
    if (!takes) {
      look();
    }
    while (true) {
      Cursor at = cursor();
      PipeRecord record = view.get();
      Tail tail = record.overwrites() ? tail() : null;
      Walk walk = walk(at, record, tail, want);
      if (!walk.isFull() && exact && tail == null) {
        tail = tail();
      }
      if (tail != null && tail.epoch() > record.life().epoch() && view.isBehind(tail.epoch())) {
        continue;
      }
      // Not before: an older record may have held less, and what it would have dropped is there.
      forgetPassed(walk);
      if (!walk.isFull() && exact) {
        walk = awaited(at, record, Objects.requireNonNull(tail), want);
      } else if (walk.isEmpty() && tail != null) {
        walk = awaited(at, record, tail, want);
      }
      if (walk.isEmpty()) {
        if (!exact || !isOver(tail)) {
          return Result.of(Outcome.EMPTY);
        }
        if (tail().position() <= at.position()) {
          return Result.of(Outcome.END);
        }
        continue;
      }
      if (walk.lost() > 0 && record.broadcast()) {
        Walk more = walk(at, record, tail, SECURED);
        if (purpose == Purpose.PREVIEW) {
          skipLost(more, record);
          secured = more;
        }
        return new Result(Outcome.LOST, takes && lose(more, record) ? more : null);
      } else if (!takes || commit(walk, record)) {
        hasRead |= takes;
        return new Result(0, walk);
      }
    }
  }

  /// What came of an attempt.
  ///
  /// @param outcome 0, or a negative outcome
  /// @param walk what was found
  record Result(int outcome, @Nullable Walk walk) {
    static Result of(int outcome) {
      return new Result(outcome, null);
    }
  }

  private Walk walk(Cursor at, PipeRecord record, @Nullable Tail tail, Walk.Want want)
      throws IOException {
    long floor =
        record.overwrites() && tail != null ? record.floor(tail.position()) : record.life().floor();
    Walk walk = new Walk(messages, at, floor, want);
    feed.forget(at.sequence());
    feed.visit(walk);
    return walk;
  }

  /// What has nothing in it need not be kept.
  private void forgetPassed(Walk walk) throws IOException {
    if (walk.isEmpty()) {
      feed.forget(walk.after().sequence());
    }
  }

  /// From now on what is written comes here by itself.
  void follow() throws IOException {
    feed.ensure(cursor().sequence());
  }

  private void awaitFeed(long from, long delivered) throws IOException {
    feed.ensure(from);
    long end = System.nanoTime() + device.patienceNanos();
    while (!feed.awaitBehind(delivered, ARRIVAL_NANOS)) {
      if (device.trouble().isStarved(feed.startedAt())) {
        throw device.trouble().denied();
      }
      if (device.api().isUp()) {
        feed.restart();
      }
      if (feed.isFull()) {
        // What is here is to be read first.
        return;
      }
      if (System.nanoTime() - end > 0) {
        throw device.trouble().noAnswer(device.patienceNanos());
      }
      feed.ensure(from);
    }
  }

  /// What there is when enough came of what was written up to the tail.
  private Walk awaited(Cursor at, PipeRecord record, Tail tail, Walk.Want want) throws IOException {
    while (true) {
      long seen = feed.delivered();
      Walk walk = walk(at, record, tail, want);
      forgetPassed(walk);
      boolean all = tail.position() <= at.position() || seen >= tail.sequence();
      if (walk.isFull() || all || (!walk.isEmpty() && feed.isFull())) {
        return walk;
      }
      awaitFeed(at.sequence(), seen);
    }
  }

  private Tail tail() throws IOException {
    return Tail.read(data, subject, messages);
  }

  /// Whether nobody can write any more, as far as this handle is concerned.
  private boolean isOver(@Nullable Tail tail) throws IOException {
    PipeRecord record = view.fresh();
    if (record.deleted()) {
      return true;
    }
    return tail != null
        && !record.hasWriter()
        && (hasRead || writerAtOpen || record.life().writerOpens() != writerOpensBefore);
  }

  static void require(Access access, String name) throws DeviceException {
    if (!access.reads()) {
      throw new DeviceException(
          Kind.DENIED,
          "the handle of '" + name + "' was opened with access=" + access + " and can't read");
    }
  }
}
