package org.poormanspipes.nats;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.HandleOptions;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.driver.CreateRequest;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.linux.Ids;

/// The create entry point: finds or makes the pipe of a name, enters a handle into its record, and
/// sets the file's contexts.
final class CreateOperation {

  private static final int ID_DIGITS = 12;

  private final NatsDeviceContext device;
  private final FileObject file;
  private final CreateRequest request;
  private final PipeName name;
  private final Map<String, String> attributes;
  private final HandleOptions options;
  private final Ownership owner;
  private final HandleRecord handle;

  private CreateOperation(NatsDeviceContext device, FileObject file, CreateRequest request)
      throws DeviceException {
    this.device = device;
    this.file = file;
    this.request = request;
    this.name = PipeName.parse(request.name(), device.settings().caseSensitive());
    this.attributes = new LinkedHashMap<>(request.attributes());
    this.options = HandleOptions.takeFrom(attributes, request.access());
    this.owner = Ownership.takeFrom(attributes, request.caller());
    this.handle =
        new HandleRecord(
            UUID.randomUUID().toString().replace("-", "").substring(0, ID_DIGITS),
            device.connectionId(),
            request.access(),
            options.soleWriter(),
            process(request.caller()),
            System.currentTimeMillis(),
            0);
  }

  private static HandleRecord.Owner process(@Nullable Caller caller) {
    return new HandleRecord.Owner(
        Host.name(),
        Ids.pid(),
        Ids.userName(Ids.uid()),
        Ids.program(),
        caller == null ? 0 : caller.pid(),
        caller == null ? "" : Ids.userName(caller.uid()));
  }

  static void create(NatsDeviceContext device, FileObject file, CreateRequest request)
      throws IOException {
    new CreateOperation(device, file, request).run();
  }

  private void run() throws IOException {
    while (true) {
      Records.Name found = device.records().name(name.key());
      if (!found.id().isEmpty()) {
        Records.Found pipe = device.records().find(found.id());
        if (pipe != null && visit(pipe.record()) != null) {
          if (request.disposition() == Disposition.CREATE) {
            throw new DeviceException(
                Kind.EXISTS,
                "the pipe '"
                    + PipeName.printable(pipe.record().name())
                    + "' exists already: open it, or remove it");
          }
          if (enter(found.id())) {
            return;
          }
          continue;
        }
        found = device.records().name(name.key());
      }
      if (found.id().isEmpty() || isOver(found.id())) {
        if (make(found.revision())) {
          return;
        }
      }
    }
  }

  /// The dead are seen to first.
  private @Nullable PipeRecord visit(PipeRecord record) throws IOException {
    return record.deleted() ? null : device.owners().visit(record);
  }

  /// Whether a name stands for what is no pipe any more.
  private boolean isOver(String id) throws IOException {
    Records.Found found = device.records().find(id);
    return found == null || found.record().deleted();
  }

  private boolean make(long revision) throws IOException {
    if (request.disposition() == Disposition.OPEN) {
      throw missing(device, name);
    }
    Settings.refresh(device);
    PipeRecord bare = new PipeMaker(device, name).make(attributes, owner, handle, revision);
    if (bare == null) {
      return false;
    }
    start(bare, Cursor.START);
    return true;
  }

  static DeviceException missing(NatsDeviceContext device, PipeName name) {
    return new DeviceException(
        Kind.NOT_FOUND,
        "there is no pipe '"
            + name.spelling()
            + "' on the device '"
            + device.settings().name()
            + "'");
  }

  /// Enters the handle into a pipe that exists.
  ///
  /// @return false if the pipe went meanwhile
  private boolean enter(String id) throws IOException {
    PipeRecord[] before = new PipeRecord[1];
    PipeRecord after;
    try {
      after =
          device
              .records()
              .change(
                  id,
                  record -> {
                    before[0] = record;
                    if (record.deleted()) {
                      return null;
                    }
                    requireSoleWriter(record);
                    return record.with(handle);
                  });
    } catch (Lost gone) {
      return false;
    }
    if (after == null || after.deleted()) {
      return false;
    }
    boolean entered = false;
    try {
      Cursor start = Cursor.START;
      if (after.broadcast() && handle.reads()) {
        start = new Join(device, after, handle, options.startAt()).join();
      }
      start(before[0], start);
      entered = true;
      return true;
    } finally {
      if (!entered) {
        LastClose.settle(device, id, record -> record.without(handle.id(), Totals.NONE));
      }
    }
  }

  private void start(PipeRecord before, Cursor start) {
    NatsHandle opened = new NatsHandle(device, file, before, handle, start);
    device.add(opened);
    file.setContexts(before.id(), opened);
  }

  private void requireSoleWriter(PipeRecord record) throws DeviceException {
    if (!handle.writes()) {
      return;
    }
    for (HandleRecord other : record.handles()) {
      if (other.writes() && (other.soleWriter() || handle.soleWriter())) {
        String process = "process " + other.owner().pid() + " of " + other.owner().host();
        String pipe = PipeName.printable(record.name());
        throw new DeviceException(
            Kind.IN_USE,
            other.soleWriter()
                ? process + " writes '" + pipe + "' exclusively"
                : "'"
                    + pipe
                    + "' can't be written exclusively: "
                    + process
                    + " has it open for writing");
      }
    }
  }
}
