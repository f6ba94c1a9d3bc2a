package org.poormanspipes.nats;

import java.io.IOException;

/// Moves a pipe's stream on by a note, so that every writer looks at the state before it writes.
final class Note {

  private Note() {}

  /// Appends one.
  ///
  /// @return what it follows
  static Frame append(NatsDeviceContext device, PipeRecord record, int epoch) throws IOException {
    Store data = device.dataStore(record.id());
    String subject = device.subjects().data(record.id());
    Frame last;
    byte[] note;
    do {
      last = Tail.frame(Tail.last(data, subject));
      note = Frame.note(epoch, Tail.of(last, record.messages()));
    } while (data.append(subject, note, last.sequence()) == Store.CONFLICT);
    return last;
  }
}
