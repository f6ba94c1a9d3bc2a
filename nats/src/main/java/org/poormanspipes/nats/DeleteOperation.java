package org.poormanspipes.nats;

import java.io.IOException;
import java.util.List;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.DeleteRequest;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// The delete entry point: removes a pipe by its name, or what is damaged by its number, as in
/// `#0123456789abcdef`. A pipe that is open is removed only by force.
final class DeleteOperation {

  private static final int NAMED = 5;

  private DeleteOperation() {}

  static void delete(NatsDeviceContext device, DeleteRequest request) throws IOException {
    String text = request.name();
    if (text.matches("#[0-9a-f]{16}") && isThere(device, text.substring(1))) {
      removeByNumber(device, text.substring(1), request.force());
      return;
    }
    PipeName name = QueryOperation.name(device, text);
    try {
      remove(device, QueryOperation.find(device, name), request.force());
    } catch (Lost gone) {
      throw CreateOperation.missing(device, name);
    }
  }

  private static boolean isThere(NatsDeviceContext device, String id) throws IOException {
    return device.state().last(device.subjects().record(id)) != null;
  }

  private static void removeByNumber(NatsDeviceContext device, String id, boolean force)
      throws IOException {
    try {
      Records.Found found = device.records().find(id);
      if (found != null && device.streams().exists(device.subjects().dataStream(id))) {
        remove(device, found.record(), force);
        return;
      }
    } catch (DeviceException damaged) {
      if (damaged.kind() != Kind.DAMAGED) {
        throw damaged;
      }
    }
    device.streams().remove(device.subjects().dataStream(id));
    device.state().removeAll(device.subjects().state(id));
  }

  /// Marks it deleted, which is what counts; then its name goes, and a note tells the writers.
  static void remove(NatsDeviceContext device, PipeRecord record, boolean force)
      throws IOException {
    PipeRecord after =
        device
            .records()
            .change(
                record.id(),
                before -> {
                  if (!force && !before.handles().isEmpty()) {
                    throw inUse(before);
                  }
                  return before.deleted() ? null : LastClose.deleted(before);
                });
    if (after == null) {
      throw CreateOperation.missing(device, QueryOperation.name(device, record.name()));
    }
    device.records().free(after.key(), after.id());
    if (after.handles().isEmpty()) {
      LastClose.remove(device, after);
    } else {
      note(device, after);
    }
  }

  private static void note(NatsDeviceContext device, PipeRecord record) throws IOException {
    try {
      Note.append(device, record, record.life().epoch());
    } catch (Lost gone) {
      // Its last handle was closed meanwhile.
    }
  }

  private static DeviceException inUse(PipeRecord record) {
    List<String> owners =
        record.handles().stream()
            .limit(NAMED)
            .map(handle ->
                PipeName.printable(handle.owner().program())
                    + " (pid "
                    + handle.owner().pid()
                    + " of "
                    + PipeName.printable(handle.owner().host())
                    + ")")
            .toList();
    return new DeviceException(
        Kind.IN_USE,
        "the pipe '"
            + PipeName.printable(record.name())
            + "' is open in "
            + String.join(", ", owners)
            + ": close it there, or remove it by force");
  }
}
