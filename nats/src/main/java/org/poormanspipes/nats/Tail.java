package org.poormanspipes.nats;

import java.io.IOException;

/// Where a pipe's stream ends.
///
/// @param sequence the number of its last message
/// @param position how much of the capacity was ever charged
/// @param number how many writes there were
/// @param epoch how often the pipe was changed when that was written
record Tail(long sequence, long position, long number, int epoch) {

  /// Of a stream that is new.
  static final Tail NONE = new Tail(0, 0, 0, 0);

  /// Asks for it.
  static Tail read(Store data, String subject, boolean messages) throws IOException {
    return of(frame(last(data, subject)), messages);
  }

  /// Asks for the last message. There always is one: the first is a note, and the last one stays.
  static Store.Entry last(Store data, String subject) throws IOException {
    Store.Entry last = data.last(subject);
    if (last == null) {
      throw new Lost("the stream of " + subject + " is empty, and never should be");
    }
    return last;
  }

  static Frame frame(Store.Entry entry) throws IOException {
    return Frame.of(entry.sequence(), entry.data(), entry.origin());
  }

  static Tail of(Frame last, boolean messages) {
    return new Tail(last.sequence(), last.end(messages), last.numberAfter(), last.epoch());
  }
}
