package org.poormanspipes.nats;

import java.io.IOException;

/// What one handle knows of its pipe's record: asked for again when something says that it was
/// changed.
final class RecordView {

  private final Records records;
  private final String id;
  private final Runnable deleted;
  private volatile PipeRecord last;
  private volatile boolean stale;

  /// @param deleted called when the pipe is found to be deleted
  RecordView(Records records, PipeRecord first, Runnable deleted) {
    this.records = records;
    this.deleted = deleted;
    this.id = first.id();
    this.last = first;
  }

  /// It was changed, or may have been.
  void markStale() {
    stale = true;
  }

  boolean isStale() {
    return stale;
  }

  /// As it was not long ago.
  PipeRecord get() throws IOException {
    return stale ? fresh() : last;
  }

  /// Asks for it if it is of an older epoch.
  ///
  /// @return whether it was, and is not any more
  boolean isBehind(int epoch) throws IOException {
    return last.life().epoch() < epoch && fresh().life().epoch() >= epoch;
  }

  /// As it was last seen.
  PipeRecord seen() {
    return last;
  }

  /// As it is. A record that is gone is a deleted pipe's.
  PipeRecord fresh() throws IOException {
    // Before it is asked for: what changes it from now on is told anew.
    stale = false;
    Records.Found found = records.find(id);
    PipeRecord known = last;
    PipeRecord now = found == null ? known.with(known.life().deletedNow()) : found.record();
    last = now;
    if (now.deleted()) {
      deleted.run();
    }
    return now;
  }
}
