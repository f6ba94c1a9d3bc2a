package org.poormanspipes.nats;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.poormanspipes.PipeName;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.ControlRequest;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// The control entry point: `stat` and `set`.
final class ControlOperation {

  private final NatsDeviceContext device;
  private final NatsHandle handle;

  private ControlOperation(NatsDeviceContext device, NatsHandle handle) {
    this.device = device;
    this.handle = handle;
  }

  static Attributes control(NatsDeviceContext device, NatsHandle handle, ControlRequest request)
      throws IOException {
    ControlOperation operation = new ControlOperation(device, handle);
    return switch (request.operation()) {
      case "stat" -> operation.stat();
      case "set" -> operation.set(request.arguments());
      default ->
          throw new DeviceException(
              Kind.UNSUPPORTED, "pipes have no operation '" + request.operation() + "'");
    };
  }

  private Attributes stat() throws IOException {
    PipeRecord record = handle.view().fresh();
    if (record.deleted()) {
      throw WriteSide.deleted(record);
    }
    return Description.pipe(device, record);
  }

  private Attributes set(Map<String, String> arguments) throws IOException {
    Map<String, String> changes = new LinkedHashMap<>(arguments);
    String owner = changes.remove("owner");
    Properties.requirePossible(changes);
    while (true) {
      Records.Found found = device.records().find(handle.id());
      if (found == null || found.record().deleted()) {
        throw WriteSide.deleted(handle.view().seen());
      }
      PipeRecord before = found.record();
      PipeProperties after = before.properties().with(changes);
      requireChangeable(before, after);
      Change change = new Change(before, after);
      PipeRecord changed = withOwner(before.with(after, change.life()), owner);
      String subject = device.subjects().record(before.id());
      if (device.state().update(subject, changed.bytes(), found.revision()) != Store.CONFLICT) {
        change.note();
        return Description.pipe(device, handle.view().fresh());
      }
    }
  }

  private static PipeRecord withOwner(
      PipeRecord record, @org.jspecify.annotations.Nullable String owner) throws DeviceException {
    if (owner == null) {
      return record;
    }
    Ownership now = Ownership.parse(owner, new Ownership(record.uid(), record.gid()));
    return record.ownedBy(now);
  }

  /// What a change of the policy or the capacity is about.
  private final class Change {
    private final PipeRecord before;
    private final PipeRecord.Life life;
    private final Tail tail;
    private final boolean matters;

    Change(PipeRecord before, PipeProperties after) throws IOException {
      this.before = before;
      Figures figures = Figures.of(device, before);
      this.tail = figures.tail();
      this.matters =
          after.capacity() != before.properties().capacity()
              || after.whenFull() != before.properties().whenFull();
      this.life = matters ? before.life().changedAt(floor(figures)) : before.life();
      if (after.capacity() < before.properties().capacity()) {
        requireRoom(figures, after.capacity());
      }
    }

    private void requireRoom(Figures figures, long capacity) throws IOException {
      long oldest = figures.oldest();
      if (before.broadcast()) {
        oldest = Math.max(oldest, Room.slowest(device, before));
      }
      long unread = Math.max(0, tail.position() - oldest);
      if (unread > capacity) {
        throw holdsMore(before, unread, capacity);
      }
    }

    /// What was dropped stays so, whatever the pipe will hold.
    private long floor(Figures figures) throws IOException {
      if (!before.overwrites() && !before.broadcast()) {
        return before.life().floor();
      }
      long floor =
          before.messages()
              ? Math.max(before.life().floor(), Oldest.of(device, before, tail).position())
              : before.floor(figures.tail().position());
      // What a reader has still to read stays, where writers wait for it.
      return before.overwrites()
          ? floor
          : Math.max(before.life().floor(), Math.min(floor, Room.slowest(device, before)));
    }

    PipeRecord.Life life() {
      return life;
    }

    /// Moves the stream on, so that writers look at the record.
    void note() throws IOException {
      if (matters) {
        Note.append(device, before, life.epoch());
      }
    }
  }

  private static DeviceException holdsMore(PipeRecord record, long unread, long capacity) {
    return new DeviceException(
        Kind.IN_USE,
        "the pipe '"
            + PipeName.printable(record.name())
            + "' holds "
            + unread
            + " bytes that are not read yet, and capacity="
            + capacity
            + " would not hold them: read some first, or ask for more");
  }

  private static void requireChangeable(PipeRecord record, PipeProperties after)
      throws DeviceException {
    requireSame(record, "type", record.properties().type(), after.type());
    requireSame(record, "delivery", record.properties().delivery(), after.delivery());
  }

  private static void requireSame(PipeRecord record, String property, Enum<?> before, Enum<?> after)
      throws DeviceException {
    if (before != after) {
      throw new DeviceException(
          Kind.UNSUPPORTED,
          "the "
              + property
              + " of '"
              + PipeName.printable(record.name())
              + "' is fixed when it is created and stays "
              + before.toString().toLowerCase(Locale.ROOT));
    }
  }
}
