package org.poormanspipes.nats;

import io.nats.client.Message;
import io.nats.client.NUID;
import io.nats.client.impl.Headers;
import io.nats.client.support.JsonValueUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Origin;

/// A stream's messages by subject and by number, and publishing under a condition.
///
/// Reads go to the stream's leader, or where there is only one copy straight to that, so that each
/// sees what was acknowledged before it was asked.
final class Store {

  /// Another was faster: the condition does not hold.
  static final long CONFLICT = -1;

  private static final String EXPECTED_OF_SUBJECT = "Nats-Expected-Last-Subject-Sequence";
  private static final String EXPECTED_OF_STREAM = "Nats-Expected-Last-Sequence";
  private static final String MESSAGE_ID = "Nats-Msg-Id";
  private static final int WRONG_LAST_SEQUENCE = 10071;
  private static final int NO_MESSAGE = 10037;

  /// In a cluster: another with the same condition is under way.
  private static final int WRONG_LAST_SEQUENCE_CONSTANT = 10164;

  private final Api api;
  private final String stream;
  private final boolean copies;

  /// @param copies whether the stream has several
  Store(Api api, String stream, boolean copies) {
    this.api = api;
    this.stream = stream;
    this.copies = copies;
  }

  /// A message as it is kept.
  ///
  /// @param sequence its number in the stream
  /// @param subject where it was published
  /// @param data what it carries
  /// @param headers its headers, or its identity alone
  /// @param origin where the data is from, if it was carried
  @SuppressWarnings("ArrayRecordComponent") // nobody changes it, or compares two
  record Entry(
      long sequence, String subject, byte[] data, String headers, @Nullable Origin origin) {

    /// Whether it is this one.
    boolean is(Append append) {
      return headers.contains(String.valueOf(append.headers().getFirst(MESSAGE_ID)));
    }
  }

  /// The newest of a subject; null if there is none.
  @Nullable Entry last(String subject) throws IOException {
    return copies
        ? ask("{\"last_by_subj\":\"" + subject + "\"}")
        : direct("DIRECT.GET." + stream + "." + subject, "");
  }

  /// The first from a number on that a subject with wildcards matches; null if there is none.
  @Nullable Entry next(long from, String subjects) throws IOException {
    String wanted = "{\"seq\":" + from + ",\"next_by_subj\":\"" + subjects + "\"}";
    return copies ? ask(wanted) : direct("DIRECT.GET." + stream, wanted);
  }

  /// The message of a number; null if it is gone.
  @Nullable Entry at(long sequence) throws IOException {
    String wanted = "{\"seq\":" + sequence + "}";
    return copies ? ask(wanted) : direct("DIRECT.GET." + stream, wanted);
  }

  /// The newest of each subject that matches.
  List<Entry> all(String subjects) throws IOException {
    List<Entry> all = new ArrayList<>();
    for (Entry entry = next(1, subjects);
        entry != null;
        entry = next(entry.sequence() + 1, subjects)) {
      all.add(entry);
    }
    return all;
  }

  private @Nullable Entry direct(String request, String json) throws IOException {
    Message answer =
        api.request(stream, Api.PREFIX + request, null, json.getBytes(StandardCharsets.UTF_8));
    Headers headers = answer.getHeaders();
    String sequence = headers == null ? null : headers.getFirst("Nats-Sequence");
    if (sequence == null || headers == null) {
      return null;
    }
    String subject = headers.getFirst("Nats-Subject");
    return new Entry(
        Long.parseLong(sequence),
        subject == null ? "" : subject,
        answer.getData(),
        String.valueOf(headers.getFirst(MESSAGE_ID)),
        OriginHeaders.of(headers));
  }

  private @Nullable Entry ask(String json) throws IOException {
    Api.Answer answer = api.call(stream, "STREAM.MSG.GET." + stream, json);
    if (answer.error() == NO_MESSAGE) {
      return null;
    }
    require(answer);
    var message = JsonValueUtils.readObject(answer.json(), "message");
    String data = JsonValueUtils.readString(message, "data", "");
    String encoded = JsonValueUtils.readString(message, "hdrs", "");
    String headers = new String(Base64.getDecoder().decode(encoded), StandardCharsets.ISO_8859_1);
    return new Entry(
        JsonValueUtils.readLong(message, "seq", 0),
        JsonValueUtils.readString(message, "subject", ""),
        Base64.getDecoder().decode(data),
        headers,
        OriginHeaders.of(headers));
  }

  /// Publishes if the newest of the subject has this number, 0 if there is none.
  ///
  /// @return the number of what was published, or [#CONFLICT]
  long update(String subject, byte[] data, long expected) throws IOException {
    Headers condition = new Headers().put(EXPECTED_OF_SUBJECT, "" + expected);
    return publish(new Append(subject, identified(condition), data, expected), false);
  }

  /// Publishes whatever is there.
  ///
  /// @return the number of what was published
  long put(String subject, byte[] data) throws IOException {
    return publish(new Append(subject, identified(new Headers()), data, 0), false);
  }

  /// Publishes if the newest of the whole stream, which has one subject, has this number.
  ///
  /// @return the number of what was published, or [#CONFLICT]
  long append(String subject, byte[] data, long expected) throws IOException {
    return publish(appending(subject, data, expected, null));
  }

  /// Something that is to be published.
  ///
  /// @param subject where
  /// @param headers its condition, and an identity by which a repetition is known
  /// @param body what it carries
  /// @param expected the number that its condition names
  @SuppressWarnings("ArrayRecordComponent") // nobody changes it, or compares two
  record Append(String subject, Headers headers, byte[] body, long expected) {}

  /// An append that is not sent yet.
  ///
  /// @param origin where the body is from, if it is carried
  Append appending(String subject, byte[] body, long expected, @Nullable Origin origin) {
    Headers headers = identified(new Headers().put(EXPECTED_OF_STREAM, "" + expected));
    OriginHeaders.put(headers, origin);
    return new Append(subject, headers, body, expected);
  }

  /// Publishes something for the first time.
  ///
  /// @return the number of what was published, or [#CONFLICT]
  long publish(Append append) throws IOException {
    return publish(append, false);
  }

  private static Headers identified(Headers headers) {
    return headers.put(MESSAGE_ID, NUID.nextGlobal());
  }

  /// What the server says to an append that is under way; sends it once more if it says nothing.
  long settle(Append append, CompletableFuture<Message> answer) throws IOException {
    Message came = Api.answer(answer, Api.FIRST_ANSWER_NANOS);
    Api.Answer said = came == null ? null : Api.Answer.of(came);
    return said == null || Api.isForNow(said.error()) ? publish(append, true) : acknowledged(said);
  }

  /// @param before whether it was sent before, and nobody knows what came of that
  private long publish(Append append, boolean before) throws IOException {
    long end = api.end();
    Api.Answer said = send(append, end);
    boolean doubtful = isConflict(said) && (before || said.repeated());
    return doubtful ? insist(append, end) : acknowledged(said);
  }

  private Api.Answer send(Append append, long end) throws IOException {
    return api.ask(stream, append.subject(), append.headers(), append.body(), end);
  }

  /// A repetition may be refused because of the first attempt: a cluster looks at the condition
  /// before it looks whether it knows the message. So what lies behind the number that the
  /// condition names is looked at; while there is nothing, the first may still be under way.
  private long insist(Append append, long end) throws IOException {
    while (true) {
      Entry last = last(append.subject());
      if (last != null && last.is(append)) {
        return last.sequence();
      }
      boolean settled = last == null ? append.expected() > 0 : last.sequence() > append.expected();
      Entry next = settled ? at(append.expected() + 1) : null;
      if (next != null && next.is(append)) {
        return next.sequence();
      }
      Api.Answer said = send(append, end);
      if (!isConflict(said) || settled || System.nanoTime() - end > 0) {
        return acknowledged(said);
      }
      Api.pause();
    }
  }

  private static boolean isConflict(Api.Answer said) {
    return said.error() == WRONG_LAST_SEQUENCE || said.error() == WRONG_LAST_SEQUENCE_CONSTANT;
  }

  /// What the server said to something published.
  private static long acknowledged(Api.Answer said) throws IOException {
    if (isConflict(said)) {
      return CONFLICT;
    }
    require(said);
    return said.number("seq");
  }

  private static void require(Api.Answer answer) throws DeviceException {
    if (answer.refused()) {
      throw new DeviceException(
          Kind.FAILED, "the server refused: " + answer.description() + " (" + answer.error() + ")");
    }
  }

  /// Removes one message, unless a newer one of its subject did already.
  void remove(long sequence) throws IOException {
    api.call(stream, "STREAM.MSG.DELETE." + stream, "{\"seq\":" + sequence + ",\"no_erase\":true}");
  }

  /// Removes everything that a subject with wildcards matches.
  void removeAll(String subjects) throws IOException {
    api.call(stream, "STREAM.PURGE." + stream, "{\"filter\":\"" + subjects + "\"}");
  }

  /// Removes what was written before a message, some time.
  void removeBefore(long sequence) {
    api.tell("STREAM.PURGE." + stream, "{\"seq\":" + sequence + "}");
  }
}
