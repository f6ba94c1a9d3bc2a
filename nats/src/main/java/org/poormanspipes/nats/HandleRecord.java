package org.poormanspipes.nats;

import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.util.Locale;
import org.poormanspipes.driver.Access;

/// An open handle, as its pipe's record has it.
///
/// @param id its number, unique in the pipe
/// @param connection the connection of its process
/// @param access what it may do
/// @param soleWriter whether no other handle may write
/// @param owner its process
/// @param since when it was opened, milliseconds since 1970
/// @param began of a broadcast: the position at which it begins to read
record HandleRecord(
    String id,
    String connection,
    Access access,
    boolean soleWriter,
    Owner owner,
    long since,
    long began) {

  /// A process.
  ///
  /// @param host its machine
  /// @param pid its number there
  /// @param user its user's name there
  /// @param program its program
  /// @param client the process on whose behalf a mount has it open, or 0
  /// @param clientUser that one's user, or empty
  record Owner(
      String host, long pid, String user, String program, long client, String clientUser) {}

  boolean reads() {
    return access.reads();
  }

  boolean writes() {
    return access.writes();
  }

  HandleRecord beginningAt(long position) {
    return new HandleRecord(id, connection, access, soleWriter, owner, since, position);
  }

  JsonValue json() {
    return JsonValueUtils.mapBuilder()
        .put("id", id)
        .put("connection", connection)
        .put("access", access.name().toLowerCase(Locale.ROOT))
        .put("sole-writer", soleWriter)
        .put("host", owner.host())
        .put("pid", owner.pid())
        .put("user", owner.user())
        .put("program", owner.program())
        .put("client", owner.client())
        .put("client-user", owner.clientUser())
        .put("since", since)
        .put("began", began)
        .toJsonValue();
  }

  static HandleRecord of(JsonValue json) {
    return new HandleRecord(
        JsonValueUtils.readString(json, "id", ""),
        JsonValueUtils.readString(json, "connection", ""),
        access(JsonValueUtils.readString(json, "access", "")),
        JsonValueUtils.readBoolean(json, "sole-writer"),
        new Owner(
            JsonValueUtils.readString(json, "host", ""),
            JsonValueUtils.readLong(json, "pid", 0),
            JsonValueUtils.readString(json, "user", ""),
            JsonValueUtils.readString(json, "program", ""),
            JsonValueUtils.readLong(json, "client", 0),
            JsonValueUtils.readString(json, "client-user", "")),
        JsonValueUtils.readLong(json, "since", 0),
        JsonValueUtils.readLong(json, "began", 0));
  }

  private static Access access(String word) {
    for (Access access : Access.values()) {
      if (access.name().toLowerCase(Locale.ROOT).equals(word)) {
        return access;
      }
    }
    return Access.ATTRIBUTES;
  }
}
