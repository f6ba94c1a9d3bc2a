package org.poormanspipes.nats;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.poormanspipes.PipeName;

/// Asks processes how they are. The server itself says at once that nobody listens, when it dropped
/// the connection of a process that died; one that is stopped just does not answer.
final class Presence {

  private static final long PATIENCE_NANOS = 300_000_000L;
  private static final long ANSWER_NANOS = 5_000_000_000L;
  private static final byte[] NOTHING = new byte[0];

  private Presence() {}

  /// How a process is.
  enum State {
    /// It answered.
    ALIVE,
    /// It has a connection, and does not answer.
    SILENT,
    /// It has no connection.
    GONE
  }

  /// What a handle did, as its process tells.
  ///
  /// @param totals what it moved
  /// @param waiting what it waits for: `none`, `data`, `room`
  /// @param waitingSince since when, milliseconds since 1970
  record Doing(Totals totals, String waiting, long waitingSince) {

    boolean waits() {
      return !waiting.equals("none");
    }
  }

  /// What one process said.
  ///
  /// @param state how it is
  /// @param doings what its handles do, by their numbers
  record Said(State state, Map<String, Doing> doings) {}

  /// Lets this process be asked, and asks it: one that can't be asked would be taken for dead.
  static void answer(NatsDeviceContext device) throws IOException {
    Connection connection = device.api().connection();
    connection
        .createDispatcher(question -> reply(device, connection, question))
        .subscribe(device.subjects().presence(device.connectionId()));
    Message answer =
        device
            .api()
            .once(device.subjects().presence(device.connectionId()), null, NOTHING, ANSWER_NANOS);
    if (answer == null) {
      // The server said before this that nobody may listen there, if it is that; of what it says
      // beside requests the client tells in a thread of its own.
      throw device.trouble().isDenialSoon()
          ? device.trouble().denied()
          : device.trouble().noAnswer(ANSWER_NANOS);
    }
  }

  private static void reply(NatsDeviceContext device, Connection connection, Message question) {
    String to = question.getReplyTo();
    if (to != null) {
      connection.publish(to, describe(device).getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String describe(NatsDeviceContext device) {
    var all = JsonValueUtils.mapBuilder();
    for (NatsHandle handle : device.handles()) {
      all.put(
          handle.handle().id(),
          JsonValueUtils.mapBuilder()
              .put("totals", handle.counters().totals().json())
              .put("waiting", handle.waiting().word())
              .put("waiting-since", handle.waiting().since())
              .toJsonValue());
    }
    return all.toJson();
  }

  /// Asks all of them at once.
  static Map<String, Said> ask(NatsDeviceContext device, Set<String> connections) {
    Map<String, CompletableFuture<Message>> asked = new HashMap<>();
    Map<String, Said> said = new HashMap<>();
    for (String other : connections) {
      if (other.equals(device.connectionId())) {
        said.put(other, new Said(State.ALIVE, parse(describe(device))));
      } else {
        try {
          asked.put(
              other,
              Uninterrupted.call(() ->
                  device.api().connection().request(device.subjects().presence(other), NOTHING)));
        } catch (IllegalStateException notConnected) {
          said.put(other, new Said(State.SILENT, Map.of()));
        }
      }
    }
    long end = System.nanoTime() + PATIENCE_NANOS;
    asked.forEach((other, future) -> said.put(other, settle(future, end)));
    return said;
  }

  private static Said settle(CompletableFuture<Message> future, long end) {
    Message answer = Api.answer(future, Math.max(0, end - System.nanoTime()));
    if (answer != null) {
      return new Said(State.ALIVE, parse(new String(answer.getData(), StandardCharsets.UTF_8)));
    }
    return new Said(Api.isNobody(future) ? State.GONE : State.SILENT, Map.of());
  }

  private static Map<String, Doing> parse(String text) {
    Map<String, Doing> doings = new HashMap<>();
    try {
      JsonValue json = JsonParser.parse(text);
      if (json.map != null) {
        json.map.forEach((handle, value) ->
            doings.put(
                handle,
                new Doing(
                    Totals.of(JsonValueUtils.readObject(value, "totals")),
                    PipeName.printable(JsonValueUtils.readString(value, "waiting", "none")),
                    JsonValueUtils.readLong(value, "waiting-since", 0))));
      }
    } catch (JsonParseException spoilt) {
      return Map.of();
    }
    return doings;
  }
}
