package org.poormanspipes.nats;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// Reading a queue: all readers share one cursor, which the server keeps. Whoever moves it has what
/// lies between; that is the moment at which something is taken.
final class QueueSide extends ReadSide {

  private static final long PURGE_BYTES = 256 << 10;
  private static final long PURGE_FRAMES = 1024;

  private final Store state;
  private final String subject;
  private @Nullable Cursor known;
  private Takers takers = Takers.NONE;
  private long revision;
  private long purged;
  private long purgedAt;

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

  /// What was read is removed now and then, and by whoever closes.
  private void purge(Cursor head) {
    if (head.sequence() - purged >= PURGE_FRAMES || head.position() - purgedAt >= PURGE_BYTES) {
      purged = head.sequence();
      purgedAt = head.position();
      // The last message stays: it says where the stream ends.
      data.removeBefore(Math.min(head.sequence(), feed.delivered()));
    }
  }
}
