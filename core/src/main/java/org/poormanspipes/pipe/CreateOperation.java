package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.HandleOptions;
import org.poormanspipes.PipeName;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.driver.CreateRequest;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Ids;

/// The create entry point: finds or makes the pipe of a name, takes a slot in it, and sets the
/// file's contexts.
final class CreateOperation {

  private final PipeDeviceContext device;
  private final FileObject file;
  private final CreateRequest request;
  private final PipeName name;
  private final HandleOptions options;
  private final Map<String, String> attributes;
  private boolean made;

  private CreateOperation(PipeDeviceContext device, FileObject file, CreateRequest request)
      throws DeviceException {
    this.device = device;
    this.file = file;
    this.request = request;
    this.name = PipeName.parse(request.name(), device.control().caseSensitive());
    this.attributes = new LinkedHashMap<>(request.attributes());
    Caller caller = request.caller();
    if (caller != null && caller.uid() != Ids.uid()) {
      attributes.putIfAbsent(
          "owner",
          Integer.toUnsignedString(caller.uid()) + ":" + Integer.toUnsignedString(caller.gid()));
    }
    this.options = HandleOptions.takeFrom(attributes, request.access());
  }

  static void create(PipeDeviceContext device, FileObject file, CreateRequest request)
      throws IOException {
    CreateOperation operation = new CreateOperation(device, file, request);
    try {
      operation.run();
    } catch (IOException failed) {
      throw Refusals.of(
          "open the pipe '" + PipeName.printable(request.name()) + "'",
          DriverOnly.ofPipe(device, operation.name, failed),
          device.files().mend());
    }
  }

  private void run() throws IOException {
    Descriptor exclusive = ExclusiveOpen.acquire(device);
    boolean opened = false;
    try (NameLock _ = Names.lock(device, name)) {
      openHandle(findOrMake(), exclusive);
      opened = true;
    } finally {
      if (!opened && exclusive != null) {
        exclusive.close();
      }
    }
  }

  private PipeContext findOrMake() throws IOException {
    PipeFinder found = PipeFinder.find(device, name);
    PipeContext pipe = found.pipe();
    if (pipe == null || isOver(pipe)) {
      return make(found.id());
    }
    if (request.disposition() == Disposition.CREATE) {
      device.releasePipe(pipe);
      throw new DeviceException(
          Kind.EXISTS, "the pipe '" + pipe.name() + "' exists already: open it, or remove it");
    }
    return pipe;
  }

  /// A pipe whose last users died without closing is theirs no more: the rules of the last close
  /// apply now. One that stays is kept for the caller.
  private boolean isOver(PipeContext pipe) throws IOException {
    boolean kept = false;
    try {
      kept = !DeadHandles.apply(device, pipe);
      return !kept;
    } finally {
      if (!kept) {
        device.releasePipe(pipe);
      }
    }
  }

  private PipeContext make(BlockId id) throws IOException {
    if (request.disposition() == Disposition.OPEN) {
      throw new DeviceException(
          Kind.NOT_FOUND,
          "there is no pipe '"
              + name.spelling()
              + "' on the device '"
              + device.control().name()
              + "'");
    }
    PipeProperties properties = Making.properties(device, attributes, request.caller());
    PipeMaker.make(device, id, name, properties, request.access());
    made = true;
    return device.usePipe(id);
  }

  private void openHandle(PipeContext pipe, @Nullable Descriptor exclusive) throws IOException {
    Access access = request.access();
    boolean opened = false;
    // From here on the ring stays mapped: its path leads to this pipe's ring only while the name is
    // locked, for a pipe that is removed and made anew has another ring there.
    Storage ring = null;
    SlotTaker.Taken taken = null;
    HandleContext handle = null;
    try {
      Caller caller = request.caller();
      Permit permit = caller == null ? null : Permit.of(pipe, access, caller, made);
      SoleWriter.require(pipe, options);
      HandleQuota.check(device, pipe, options.access());
      ring = pipe.storages().use();
      taken = new SlotTaker(device, pipe).take(options, caller);
      handle = new HandleContext(file, pipe, taken, exclusive);
      if (access != Access.ATTRIBUTES) {
        pipe.control().markUsed();
      }
      if (access.writes()) {
        pipe.control().addWriterOpen();
      }
      handle.mapViews();
      file.setContexts(pipe, handle);
      if (permit != null) {
        file.setFastPath(new PermittedPath(handle, permit));
      }
      opened = true;
    } finally {
      if (!opened) {
        giveBack(taken, handle);
      }
      if (ring != null) {
        pipe.storages().release(ring);
      }
      pipe.storages().letGo();
      if (!opened) {
        abandon(pipe);
      }
    }
  }

  /// A slot that was taken in vain: without its lock it is a dead one's, for whoever comes by.
  private static void giveBack(SlotTaker.@Nullable Taken taken, @Nullable HandleContext handle) {
    if (handle != null) {
      handle.releaseViews();
    }
    if (taken != null) {
      taken.life().close();
    }
  }

  /// A pipe that was made for a handle that could not be had goes again.
  private void abandon(PipeContext pipe) throws IOException {
    try {
      if (made) {
        PipeRemover.remove(device, pipe);
      }
    } finally {
      device.releasePipe(pipe);
    }
  }
}
