package org.poormanspipes.nats;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Reading a queue: all readers share one cursor, which the server keeps. Whoever moves it has what
/// lies between; that is the moment at which something is taken.
final class QueueSide extends ReadSide {

  /// What was read is removed in portions, each at least as large as what a writer has under way:
  /// so what lies less than one behind the head is there to be asked about.
  private static final long PURGE_BYTES = BatchWrite.MOST_BYTES;

  private static final long PURGE_FRAMES = 2L * BatchWrite.MOST;

  private final Store state;
  private final String subject;
  private @Nullable Cursor known;
  private Takers takers = Takers.NONE;
  private long revision;
  private boolean begun;
  private long portion;
  private long portionAt;

  QueueSide(NatsDeviceContext device, RecordView view, Feed feed, PipeRecord before) {
    super(device, view, feed, before);
    this.state = device.state();
    this.subject = device.subjects().head(id);
  }

  @Override
  Cursor cursor() throws IOException {
    Cursor head = known;
    if (head == null) {
      Store.Entry entry = state.last(subject);
      head = entry == null ? Cursor.START : Cursor.of(entry.data());
      takers = entry == null ? Takers.NONE : Takers.of(entry.data());
      revision = entry == null ? 0 : entry.sequence();
      known = head;
      beginPortion(head);
    }
    return head;
  }

  @Override
  void look() {
    known = null;
  }

  @Override
  boolean commit(Walk walk, PipeRecord record) throws IOException {
    return move(walk.after());
  }

  @Override
  long moveOn(Cursor after) throws IOException {
    long from = cursor().position();
    while (from < after.position() && !move(after)) {
      from = cursor().position();
    }
    return Math.min(from, after.position());
  }

  private boolean move(Cursor after) throws IOException {
    long move = ThreadLocalRandom.current().nextLong();
    Takers more = takers.with(move);
    long moved = state.update(subject, more.behind(after), revision);
    if (moved == Store.CONFLICT) {
      known = null;
      cursor();
      // If it was moved all the same, others went on since.
      return takers.has(move);
    }
    known = after;
    takers = more;
    revision = moved;
    purge(after);
    return true;
  }

  @Override
  boolean lose(Walk walk, PipeRecord record) {
    throw new IllegalStateException("a queue tells nothing of what was overwritten");
  }

  @Override
  void skipLost(Walk walk, PipeRecord record) {
    throw new IllegalStateException("a queue tells nothing of what was overwritten");
  }

  /// A handle that reads little removes something all the same: what lies that many messages before
  /// where it began.
  private void beginPortion(Cursor head) {
    if (!begun) {
      begun = true;
      portion = head.sequence() - PURGE_FRAMES;
      portionAt = head.position();
    }
  }

  /// Removes what was read before the last portion. The portion itself stays: a writer that had no
  /// answer may still ask what became of its write (see [Store]), however soon that was read.
  private void purge(Cursor head) {
    if (head.sequence() - portion >= PURGE_FRAMES || head.position() - portionAt >= PURGE_BYTES) {
      // The last message stays: it says where the stream ends.
      long before = Math.min(portion, feed.delivered());
      if (before > 1) {
        data.removeBefore(before);
      }
      portion = head.sequence();
      portionAt = head.position();
    }
  }
}
