package org.poormanspipes.nats;

import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.poormanspipes.AttributeValues;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// Makes and removes the device's streams. What the server says that it made is compared with what
/// was asked for: an older server ignores what it does not know.
///
/// @param api how to ask
/// @param storage `file` or `memory`
/// @param replicas how many servers keep a copy
record Streams(Api api, String storage, int replicas) {

  private static final int NAME_IN_USE = 10058;
  private static final int NO_CLUSTER = 10074;
  private static final int NO_PEERS = 10005;
  private static final long DUPLICATES_NANOS = 120_000_000_000L;

  /// As an address wants them.
  static Streams of(Api api, NatsAddress address) throws DeviceException {
    String storage = address.options().getOrDefault("storage", "file");
    if (!storage.equals("file") && !storage.equals("memory")) {
      throw AttributeValues.invalid("storage", storage, "file, memory");
    }
    return new Streams(api, storage, address.number("replicas", 1, 5));
  }

  /// What `info` tells that is of use here.
  record Inventory(long messages, long bytes, long first, long last, int replicas) {}

  /// Makes the stream of the state; one that is there already stays.
  void makeState(Subjects subjects) throws IOException {
    make(subjects.stateStream(), subjects.stateAll(), 1);
  }

  /// Makes the stream of a pipe.
  void makeData(Subjects subjects, String id) throws IOException {
    make(subjects.dataStream(id), subjects.data(id), -1);
  }

  private void make(String stream, String subject, int perSubject) throws IOException {
    Map<String, Object> wanted = new TreeMap<>();
    wanted.put("name", stream);
    wanted.put("subjects", JsonValueUtils.arrayBuilder().add(subject).toJsonValue());
    wanted.put("retention", "limits");
    wanted.put("discard", "old");
    wanted.put("storage", storage);
    wanted.put("num_replicas", replicas);
    wanted.put("max_msgs_per_subject", perSubject);
    wanted.put("duplicate_window", DUPLICATES_NANOS);
    wanted.put("allow_direct", true);
    var json = JsonValueUtils.mapBuilder();
    wanted.forEach(json::put);
    Api.Answer made = api.call("", "STREAM.CREATE." + stream, json.toJson());
    if (made.error() == NAME_IN_USE) {
      return;
    }
    requireServers(made);
    require(made, "make the stream " + stream);
    compare(stream, wanted, JsonValueUtils.readObject(made.json(), "config"));
  }

  /// Refuses more copies than there are servers.
  private void requireServers(Api.Answer made) throws DeviceException {
    boolean full = made.description().contains("insufficient");
    if (made.error() == NO_CLUSTER || (made.error() == NO_PEERS && replicas > 1 && !full)) {
      throw new DeviceException(
          Kind.UNSUPPORTED,
          "replicas="
              + replicas
              + " needs a cluster in which "
              + replicas
              + " servers run, and the server says "
              + made.description()
              + " ("
              + made.error()
              + "): start them, name such a cluster, or leave replicas out");
    }
  }

  private static void compare(String stream, Map<String, Object> wanted, JsonValue made)
      throws DeviceException {
    for (Map.Entry<String, Object> property : wanted.entrySet()) {
      JsonValue is = JsonValueUtils.readValue(made, property.getKey());
      String expected = JsonValueUtils.toJsonValue(property.getValue()).toJson();
      if (is == null || !is.toJson().equals(expected)) {
        throw new DeviceException(
            Kind.UNSUPPORTED,
            "the server made the stream "
                + stream
                + " with "
                + property.getKey()
                + "="
                + (is == null ? "nothing" : is.toJson())
                + " instead of "
                + expected
                + ": use a server of "
                + ServerCheck.LEAST
                + " or newer, and an account that permits this");
      }
    }
  }

  /// Removes a stream; one that is gone already is gone.
  void remove(String stream) throws IOException {
    Api.Answer removed = api.call("", "STREAM.DELETE." + stream, null);
    if (removed.error() != Api.NO_STREAM) {
      require(removed, "remove the stream " + stream);
    }
  }

  Inventory info(String stream) throws IOException {
    Api.Answer answer = api.call("", "STREAM.INFO." + stream, null);
    if (answer.error() == Api.NO_STREAM) {
      throw new Lost("the server has no stream " + stream);
    }
    require(answer, "look at the stream " + stream);
    JsonValue state = JsonValueUtils.readObject(answer.json(), "state");
    JsonValue config = JsonValueUtils.readObject(answer.json(), "config");
    return new Inventory(
        JsonValueUtils.readLong(state, "messages", 0),
        JsonValueUtils.readLong(state, "bytes", 0),
        JsonValueUtils.readLong(state, "first_seq", 0),
        JsonValueUtils.readLong(state, "last_seq", 0),
        JsonValueUtils.readInteger(config, "num_replicas", 1));
  }

  /// Whether there is such a stream.
  boolean exists(String stream) throws IOException {
    Api.Answer answer = api.call("", "STREAM.INFO." + stream, null);
    if (answer.error() == Api.NO_STREAM) {
      return false;
    }
    require(answer, "look at the stream " + stream);
    return true;
  }

  /// The names of the streams that keep what was written into a device's pipes.
  List<String> ofPipes(Subjects subjects) throws IOException {
    List<String> names = new ArrayList<>();
    while (true) {
      Api.Answer answer =
          api.call(
              "",
              "STREAM.NAMES",
              "{\"offset\":" + names.size() + ",\"subject\":\"" + subjects.data("*") + "\"}");
      require(answer, "list the streams");
      List<String> some = JsonValueUtils.readStringList(answer.json(), "streams");
      names.addAll(some);
      if (some.isEmpty() || names.size() >= answer.number("total")) {
        return names;
      }
    }
  }

  private static void require(Api.Answer answer, String what) throws DeviceException {
    if (answer.refused()) {
      boolean room =
          answer.description().contains("insufficient")
              || answer.description().contains("maximum")
              || answer.description().contains("limit");
      throw new DeviceException(
          room ? Kind.NO_SPACE : Kind.FAILED,
          "the server would not "
              + what
              + ": "
              + answer.description()
              + " ("
              + answer.error()
              + ")");
    }
  }
}
