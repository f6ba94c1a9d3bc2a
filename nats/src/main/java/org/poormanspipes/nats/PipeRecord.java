package org.poormanspipes.nats;

import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// A pipe's record: what it is, and who has it open. One value on the server, changed as a whole
/// and only if nobody else changed it meanwhile; that it says `deleted` is what ends a pipe.
///
/// @param id its number
/// @param name as it was first spelled
/// @param key what is compared
/// @param properties what its creator chose, and what was changed since
/// @param uid its owner, where it was made
/// @param gid its group, where it was made
/// @param created when it was made, milliseconds since 1970
/// @param life how far it got
/// @param totals what handles moved that are closed
/// @param handles who has it open
record PipeRecord(
    String id,
    String name,
    String key,
    PipeProperties properties,
    int uid,
    int gid,
    long created,
    Life life,
    Totals totals,
    List<HandleRecord> handles) {

  /// What moves on with a pipe's life.
  ///
  /// @param used whether it was ever opened for reading or writing
  /// @param deleted whether its name is gone
  /// @param writerOpens how often it was opened for writing
  /// @param floor the position before which nothing is left, whatever the properties say
  /// @param drained broadcast: up to where readers that are gone read everything
  /// @param epoch how often its policy or its capacity was changed
  record Life(
      boolean used, boolean deleted, long writerOpens, long floor, long drained, int epoch) {
    static final Life NEW = new Life(false, false, 0, 0, 0, 0);

    Life deletedNow() {
      return new Life(used, true, writerOpens, floor, drained, epoch);
    }

    Life drainedTo(long position) {
      return new Life(used, deleted, writerOpens, floor, position, epoch);
    }

    /// Changed, with nothing left before a position.
    Life changedAt(long position) {
      return new Life(used, deleted, writerOpens, position, drained, epoch + 1);
    }
  }

  boolean messages() {
    return properties.type() == PipeType.MESSAGE;
  }

  boolean broadcast() {
    return properties.delivery() == Delivery.BROADCAST;
  }

  boolean overwrites() {
    return properties.whenFull() == WhenFull.OVERWRITE;
  }

  boolean deleted() {
    return life.deleted();
  }

  /// The position before which nothing can be read, when the pipe's end is at `tail`.
  long floor(long tail) {
    return overwrites() || broadcast()
        ? Math.max(life.floor(), tail - properties.capacity())
        : life.floor();
  }

  boolean hasWriter() {
    return handles.stream().anyMatch(HandleRecord::writes);
  }

  PipeRecord with(PipeProperties changed, Life changedLife) {
    return new PipeRecord(id, name, key, changed, uid, gid, created, changedLife, totals, handles);
  }

  PipeRecord ownedBy(Ownership owner) {
    return new PipeRecord(
        id, name, key, properties, owner.uid(), owner.gid(), created, life, totals, handles);
  }

  PipeRecord with(Life changed) {
    return with(properties, changed);
  }

  PipeRecord with(HandleRecord handle) {
    List<HandleRecord> more = new ArrayList<>(handles);
    more.removeIf(other -> other.id().equals(handle.id()));
    more.add(handle);
    boolean attributes = !handle.reads() && !handle.writes();
    Life opened =
        new Life(
            life.used() || !attributes,
            life.deleted(),
            life.writerOpens() + (handle.writes() ? 1 : 0),
            life.floor(),
            life.drained(),
            life.epoch());
    return new PipeRecord(
        id, name, key, properties, uid, gid, created, opened, totals, List.copyOf(more));
  }

  PipeRecord without(String handle, Totals moved) {
    List<HandleRecord> fewer =
        handles.stream().filter(other -> !other.id().equals(handle)).toList();
    return new PipeRecord(
        id, name, key, properties, uid, gid, created, life, totals.plus(moved), fewer);
  }

  boolean has(String handle) {
    return handles.stream().anyMatch(other -> other.id().equals(handle));
  }

  byte[] bytes() {
    return JsonValueUtils.mapBuilder()
        .put("id", id)
        .put("name", name)
        .put("key", key)
        .put("properties", Properties.json(properties))
        .put("uid", uid)
        .put("gid", gid)
        .put("created", created)
        .put("used", life.used())
        .put("deleted", life.deleted())
        .put("writer-opens", life.writerOpens())
        .put("floor", life.floor())
        .put("drained", life.drained())
        .put("epoch", life.epoch())
        .put("totals", totals.json())
        .put("handles", handles.stream().map(HandleRecord::json).toList())
        .toJson()
        .getBytes(StandardCharsets.UTF_8);
  }

  static PipeRecord of(byte[] bytes) throws DeviceException {
    JsonValue json;
    try {
      json = JsonParser.parse(bytes);
    } catch (JsonParseException spoilt) {
      throw new DeviceException(
          Kind.DAMAGED,
          "the record of a pipe is no JSON, and was not written by pmp; 'pmp rm' removes it",
          spoilt);
    }
    return new PipeRecord(
        JsonValueUtils.readString(json, "id", ""),
        JsonValueUtils.readString(json, "name", ""),
        JsonValueUtils.readString(json, "key", ""),
        Properties.of(JsonValueUtils.readObject(json, "properties")),
        JsonValueUtils.readInteger(json, "uid", 0),
        JsonValueUtils.readInteger(json, "gid", 0),
        JsonValueUtils.readLong(json, "created", 0),
        new Life(
            JsonValueUtils.readBoolean(json, "used"),
            JsonValueUtils.readBoolean(json, "deleted"),
            JsonValueUtils.readLong(json, "writer-opens", 0),
            JsonValueUtils.readLong(json, "floor", 0),
            JsonValueUtils.readLong(json, "drained", 0),
            JsonValueUtils.readInteger(json, "epoch", 0)),
        Totals.of(JsonValueUtils.readObject(json, "totals")),
        JsonValueUtils.readArray(json, "handles").stream().map(HandleRecord::of).toList());
  }
}
