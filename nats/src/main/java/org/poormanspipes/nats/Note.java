package org.poormanspipes.nats;

import java.io.IOException;

/// Moves a pipe's stream on by a note, so that every writer looks at the state before it writes.
///
/// A note says where what comes behind it is from, as the message that it follows would have said:
/// who asks how far a source came looks at the last message alone, and that may be a note.
final class Note {

  private Note() {}

  /// Appends one.
  ///
  /// @return what it follows
  static Frame append(NatsDeviceContext device, PipeRecord record, int epoch) throws IOException {
    Store data = device.dataStore(record.id());
    String subject = device.subjects().data(record.id());
    Frame last;
    do {
      last = Tail.frame(Tail.last(data, subject));
    } while (!follows(data, subject, last, epoch, record.messages()));
    return last;
  }

  /// Appends one behind the last message.
  ///
  /// @return false if that is not the last any more
  static boolean follows(Store data, String subject, Frame last, int epoch, boolean messages)
      throws IOException {
    byte[] note = Frame.note(epoch, Tail.of(last, messages));
    Store.Append append =
        data.appending(subject, note, last.sequence(), last.originBehind(messages));
    return data.publish(append) != Store.CONFLICT;
  }
}
