package org.poormanspipes.nats;

import io.nats.client.Connection;
import io.nats.client.JetStreamStatusException;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// Requests to the server and its answers. A request is sent again while the server does not
/// answer, until the connection's patience is at its end: so each is one that may come twice, or
/// says by a condition that it came once already.
///
/// An interrupt does not end a request whose outcome would then be unknown; it stays set.
final class Api {

  static final String PREFIX = "$JS.API.";

  /// The server's words for what is not there.
  static final int NO_STREAM = 10059;

  /// What a cluster says while another server takes over: not available, not the leader, the stream
  /// is offline, and a repetition of what is not settled yet.
  private static final Set<Integer> FOR_NOW = Set.of(10008, 10009, 10118, 10158);

  private static final byte[] NOTHING = new byte[0];
  static final long ONE_ANSWER_NANOS = 5_000_000_000L;

  /// The first repetition comes sooner: the server that would have answered may be dead, and
  /// another one of its cluster in its place.
  static final long FIRST_ANSWER_NANOS = 1_000_000_000L;

  private static final long PAUSE_MILLIS = 40;

  /// A refusal comes beside a request, and ends nothing.
  private static final long LOOK_NANOS = 50_000_000;

  private final Connection connection;
  private final Trouble trouble;
  private final Pending pending;
  private final long patienceNanos;

  Api(Connection connection, Trouble trouble, Pending pending, long patienceNanos) {
    this.connection = connection;
    this.pending = pending;
    this.trouble = trouble;
    this.patienceNanos = patienceNanos;
  }

  Connection connection() {
    return connection;
  }

  /// When a patience is over that begins now. All that one call asks shares it.
  long end() {
    return System.nanoTime() + patienceNanos;
  }

  /// What the server answered, after as many attempts as it took.
  ///
  /// @param stream which stream it is about: one that is gone is found out
  Message request(String stream, String subject, @Nullable Headers headers, byte[] body)
      throws IOException {
    return send(stream, subject, headers, body, end()).message();
  }

  /// @param repeated whether it was sent more than once
  private record Reply(Message message, boolean repeated) {}

  private Reply send(
      String stream, String subject, @Nullable Headers headers, byte[] body, long end)
      throws IOException {
    long patience = FIRST_ANSWER_NANOS;
    while (true) {
      Message answer = once(subject, headers, body, patience);
      if (answer != null) {
        return new Reply(answer, patience > FIRST_ANSWER_NANOS);
      }
      patience = Math.min(2 * patience, ONE_ANSWER_NANOS);
      if (isUp() && isGone(stream)) {
        throw new Lost("the server has no stream " + stream);
      }
      long over = System.nanoTime() - end;
      if (over > 0) {
        throw trouble.noAnswer(patienceNanos + over);
      }
      pause();
    }
  }

  /// The answer to a request in the server's own language.
  Answer call(String stream, String request, @Nullable String json) throws IOException {
    byte[] body = json == null ? NOTHING : json.getBytes(StandardCharsets.UTF_8);
    return ask(stream, PREFIX + request, null, body, end());
  }

  /// An answer in JSON that is more than "not now".
  ///
  /// @param end when it has waited for long enough
  Answer ask(String stream, String subject, @Nullable Headers headers, byte[] body, long end)
      throws IOException {
    boolean repeated = false;
    while (true) {
      Reply reply = send(stream, subject, headers, body, end);
      Answer answer = Answer.of(reply.message());
      repeated |= reply.repeated();
      if (!isForNow(answer.error()) || System.nanoTime() - end > 0) {
        return new Answer(answer.error(), answer.description(), answer.json(), repeated);
      }
      repeated = true;
      pause();
    }
  }

  /// Whether what the server refused is worth asking again.
  static boolean isForNow(int error) {
    return FOR_NOW.contains(error);
  }

  /// The same, and nobody waits for the answer.
  void tell(String request, String json) {
    try {
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      var _ = Uninterrupted.call(() -> connection.request(PREFIX + request, body));
    } catch (IllegalStateException notNow) {
      // No connection: what this would have done is done by the next.
    }
  }

  /// One attempt.
  ///
  /// @return the answer; null if nobody answered, or nobody could be asked
  @Nullable Message once(String subject, @Nullable Headers headers, byte[] body, long nanos)
      throws IOException {
    long sent = System.nanoTime();
    try {
      CompletableFuture<Message> asked = start(subject, headers, body);
      Message answer = answer(asked, nanos, () -> trouble.isDenied(subject, sent));
      if (answer == null && trouble.isDenied(subject, sent)) {
        throw trouble.denied();
      }
      return answer;
    } catch (IllegalStateException | IllegalArgumentException refused) {
      if (connection.getStatus() == Connection.Status.CLOSED) {
        throw trouble.closed();
      }
      return null;
    }
  }

  /// Sends a request under way, with nobody waiting yet.
  ///
  /// @throws IllegalStateException if there is no connection
  CompletableFuture<Message> start(String subject, @Nullable Headers headers, byte[] body) {
    return pending.add(Uninterrupted.call(() -> connection.request(subject, headers, body)));
  }

  /// Waits for an answer, whatever comes.
  static @Nullable Message answer(CompletableFuture<Message> future, long nanos) {
    return answer(future, nanos, () -> false);
  }

  /// @param hopeless whether none will come any more
  private static @Nullable Message answer(
      CompletableFuture<Message> future, long nanos, BooleanSupplier hopeless) {
    long end = System.nanoTime() + nanos;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          long left = Math.max(0, end - System.nanoTime());
          return future.get(Math.min(left, LOOK_NANOS), TimeUnit.NANOSECONDS);
        } catch (InterruptedException later) {
          interrupted = true;
        } catch (TimeoutException unanswered) {
          if (System.nanoTime() - end >= 0 || hopeless.getAsBoolean()) {
            future.cancel(true);
            return null;
          }
        } catch (CancellationException unanswered) {
          return null;
        } catch (ExecutionException refused) {
          return null;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Whether nobody listens to a subject: the server says so at once.
  static boolean isNobody(CompletableFuture<Message> future) {
    return future.isCompletedExceptionally()
        && !future.isCancelled()
        && future.exceptionNow() instanceof JetStreamStatusException;
  }

  boolean isUp() {
    return connection.getStatus() == Connection.Status.CONNECTED;
  }

  boolean isOpen() {
    return connection.getStatus() != Connection.Status.CLOSED;
  }

  private boolean isGone(String stream) throws IOException {
    if (stream.isEmpty()) {
      return false;
    }
    Message answer = once(PREFIX + "STREAM.INFO." + stream, null, NOTHING, ONE_ANSWER_NANOS);
    return answer != null && Answer.of(answer).error() == NO_STREAM;
  }

  static void pause() {
    boolean interrupted = Thread.interrupted();
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException again) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// An answer in JSON.
  ///
  /// @param error the server's number for what it refused, 0 if it did not
  /// @param description what it said to that
  /// @param json all of it
  /// @param repeated whether it is to a repetition
  record Answer(int error, String description, JsonValue json, boolean repeated) {

    static Answer of(Message message) throws DeviceException {
      JsonValue json;
      try {
        json = JsonParser.parse(message.getData());
      } catch (JsonParseException spoilt) {
        throw new DeviceException(Kind.FAILED, "the server answered with no JSON", spoilt);
      }
      JsonValue error = JsonValueUtils.readObject(json, "error");
      int code = JsonValueUtils.readInteger(error, "err_code", 0);
      if (code == 0) {
        code = JsonValueUtils.readInteger(error, "code", 0);
      }
      String description = JsonValueUtils.readString(error, "description", "");
      return new Answer(code, description, json, false);
    }

    long number(String name) {
      return JsonValueUtils.readLong(json, name, 0);
    }

    boolean refused() {
      return error != 0;
    }
  }
}
