package org.poormanspipes.nats;

import java.io.IOException;

/// Moves a pipe's stream on by a note, so that every writer looks at the state before it writes.
final class Note {

  private Note() {}

  static void append(NatsDeviceContext device, PipeRecord record, int epoch) throws IOException {
    Store data = device.dataStore(record.id());
    String subject = device.subjects().data(record.id());
    Tail tail;
    do {
      tail = Tail.read(data, subject, record.messages());
    } while (data.append(subject, Frame.note(epoch, tail), tail.sequence()) == Store.CONFLICT);
  }
}
