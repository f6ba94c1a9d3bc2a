package org.poormanspipes.nats;

import java.io.IOException;
import org.poormanspipes.events.Events;

/// Reading a broadcast: each handle has a cursor of its own, and tells it for the writers that wait
/// for the slowest.
final class BroadcastSide extends ReadSide {

  private final Losses losses;
  private final String subject;
  private volatile Cursor at;

  BroadcastSide(
      NatsDeviceContext device,
      RecordView view,
      Feed feed,
      PipeRecord before,
      HandleRecord handle,
      Cursor start) {
    super(device, view, feed, before);
    this.losses = new Losses();
    this.subject = device.subjects().cursor(id, handle.id());
    this.at = start;
  }

  @Override
  Cursor cursor() {
    return at;
  }

  @Override
  boolean commit(Walk walk, PipeRecord record) throws IOException {
    moveTo(walk.after(), record);
    losses.end();
    return true;
  }

  @Override
  boolean lose(Walk walk, PipeRecord record) throws IOException {
    Events.lapped(device.source(record.name()), walk.lost(), messages);
    boolean again = losses.report(walk.lost());
    moveTo(again ? walk.after() : walk.start(), record);
    return again;
  }

  @Override
  void skipLost(Walk walk, PipeRecord record) throws IOException {
    losses.report(walk.lost());
    moveTo(walk.start(), record);
  }

  @Override
  long moveOn(Cursor after) throws IOException {
    losses.end();
    long from = Math.min(at.position(), after.position());
    if (from < after.position()) {
      moveTo(after, view.get());
    }
    return from;
  }

  private void moveTo(Cursor cursor, PipeRecord record) throws IOException {
    at = cursor;
    if (record.overwrites()) {
      // Nobody waits for it: only a change of the policy makes it count.
      device.tellState(subject, cursor.bytes());
    } else {
      device.state().put(subject, cursor.bytes());
    }
  }

  /// How much the last loss was.
  long lost() {
    return losses.last();
  }

  /// Up to where everything was read.
  long position() {
    return at.position();
  }
}
