package org.poormanspipes.nats;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Ids;

/// Puts a pipe and its handles into words and numbers; what open handles did, their processes say.
final class Description {

  private final NatsDeviceContext device;
  private final Map<String, Presence.Said> said = new HashMap<>();

  Description(NatsDeviceContext device) {
    this.device = device;
  }

  /// What `stat` tells of a pipe.
  static Attributes pipe(NatsDeviceContext device, PipeRecord record) throws IOException {
    return new Description(device).pipe(record);
  }

  Attributes pipe(PipeRecord record) throws IOException {
    ask(record);
    List<HandleRecord> alive = record.handles().stream().filter(this::isAlive).toList();
    Totals totals = record.totals();
    for (HandleRecord handle : alive) {
      totals = totals.plus(doing(handle).totals());
    }
    long used;
    try {
      used = Figures.of(device, record).used();
    } catch (Lost gone) {
      if (!record.deleted()) {
        throw new DeviceException(
            Kind.DAMAGED, "the stream of the pipe '" + record.name() + "' is missing", gone);
      }
      used = 0;
    }
    return Attributes.builder()
        .with("name", record.name())
        .with("number", record.id())
        .withAll(record.properties().attributes())
        .with("owner", Ids.userName(record.uid()))
        .with("group", Ids.groupName(record.gid()))
        .with("uid", Integer.toUnsignedLong(record.uid()))
        .with("gid", Integer.toUnsignedLong(record.gid()))
        .with("used", used)
        .with("readers", alive.stream().filter(HandleRecord::reads).count())
        .with("writers", alive.stream().filter(HandleRecord::writes).count())
        .with("handles", alive.size())
        .with("waiting", alive.stream().filter(handle -> doing(handle).waits()).count())
        .with("created", Instant.ofEpochMilli(record.created()).toString())
        .withAll(totals.attributes())
        .build();
  }

  /// What `handles` tells of each.
  List<Attributes> handles(PipeRecord record) {
    ask(record);
    List<Attributes> handles = new ArrayList<>();
    for (HandleRecord handle : record.handles()) {
      handles.add(handle(record, handle, handles.size()));
    }
    return handles;
  }

  private Attributes handle(PipeRecord record, HandleRecord handle, int slot) {
    Presence.Doing doing = doing(handle);
    Attributes.Builder described =
        Attributes.builder()
            .with("pipe", record.name())
            .with("slot", slot)
            .with("pid", handle.owner().pid())
            .with("user", handle.owner().user())
            .with("program", handle.owner().program())
            .with("host", handle.owner().host())
            .with("access", handle.access().word())
            .with("since", Instant.ofEpochMilli(handle.since()).toString())
            .with("state", isAlive(handle) ? "alive" : "dead")
            .with("waiting", doing.waiting());
    if (handle.owner().client() != 0) {
      described
          .with("client-pid", handle.owner().client())
          .with("client-user", handle.owner().clientUser());
    }
    if (doing.waits()) {
      described.with("waiting-since", Instant.ofEpochMilli(doing.waitingSince()).toString());
    }
    return described.withAll(doing.totals().attributes()).build();
  }

  private void ask(PipeRecord record) {
    Set<String> unknown =
        record.handles().stream()
            .map(HandleRecord::connection)
            .filter(connection -> !said.containsKey(connection))
            .collect(Collectors.toSet());
    if (!unknown.isEmpty()) {
      said.putAll(Presence.ask(device, unknown));
    }
  }

  private boolean isAlive(HandleRecord handle) {
    Presence.Said answer = said.get(handle.connection());
    return answer == null || answer.state() != Presence.State.GONE;
  }

  private Presence.Doing doing(HandleRecord handle) {
    Presence.Said answer = said.get(handle.connection());
    Presence.Doing doing = answer == null ? null : answer.doings().get(handle.id());
    return doing == null ? new Presence.Doing(Totals.NONE, "none", 0) : doing;
  }

  /// What listings tell of what is not what it should be.
  static Attributes damaged(String number, IOException damage) {
    return Attributes.builder().with("number", number).with("damage", damage.getMessage()).build();
  }
}
