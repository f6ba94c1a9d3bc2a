package org.poormanspipes.pipe;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.ControlRequest;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.mutex.WaitResult;
import org.poormanspipes.time.Timeout;

/// The control entry point: `stat` describes the pipe, `set` changes it while it is in use.
final class ControlOperation {

  private static final Timeout PATIENCE = Timeout.of(Duration.ofSeconds(5));

  private final PipeDeviceContext device;
  private final HandleContext handle;

  private ControlOperation(PipeDeviceContext device, HandleContext handle) {
    this.device = device;
    this.handle = handle;
  }

  static Attributes control(PipeDeviceContext device, HandleContext handle, ControlRequest request)
      throws IOException {
    ControlOperation operation = new ControlOperation(device, handle);
    try {
      return switch (request.operation()) {
        case "stat" -> operation.stat();
        case "set" -> operation.set(request.arguments());
        default ->
            throw new DeviceException(
                Kind.UNSUPPORTED, "pipes know no control operation '" + request.operation() + "'");
      };
    } catch (IOException failed) {
      throw Refusals.of(
          request.operation() + " the pipe '" + handle.pipe().name() + "'",
          failed,
          device.files().mend());
    }
  }

  private Attributes stat() throws IOException {
    if (handle.isDeleted()) {
      throw deleted();
    }
    try (PipeSnapshot snapshot = PipeSnapshot.take(device.files(), handle.pipe().id())) {
      return PipeDescription.pipe(snapshot);
    }
  }

  private Attributes set(Map<String, String> changes) throws IOException {
    PipeContext pipe = handle.pipe();
    // The locks of who makes and removes blocks, in their order, before the pipe's own.
    try (NameLock _ = Names.lock(device, pipe.id().hash(), pipe.name());
        DeviceLock _ = DeviceLock.acquire(device)) {
      change(changes);
    }
    pipe.wakeAll();
    return stat();
  }

  private void change(Map<String, String> changes) throws IOException {
    PipeControl control = handle.pipe().control();
    PipeProperties before = control.properties();
    PipeProperties after = before.with(changes);
    if (PipeOwnership.isChanged(before, after)) {
      after = MemoryAccess.withOwner(after, handle.file().caller());
    }
    requireChangeable(before, after);
    WaitResult lock = handle.pipe().mutex().acquire(handle.owner(), WaitReason.LOCK, PATIENCE);
    if (!lock.acquired()) {
      throw new DeviceException(
          Kind.BUSY,
          "the pipe '"
              + handle.pipe().name()
              + "' is locked by a handle that does not go on,"
              + " perhaps it is stopped; see its handles");
    }
    try {
      if (lock == WaitResult.ABANDONED && !RingRepair.repair(handle.pipe())) {
        throw Rights.damaged(handle.pipe());
      }
      if (handle.isDeleted()) {
        throw deleted();
      }
      apply(control, before, after);
    } finally {
      handle.pipe().mutex().release(handle.owner());
    }
  }

  private void apply(PipeControl control, PipeProperties before, PipeProperties after)
      throws IOException {
    if (PipeOwnership.isChanged(before, after)) {
      PipeOwnership.change(device, named("access"), handle.pipe(), before, after);
    }
    if (after.capacity() != before.capacity()) {
      new ResizeOperation(device, handle.pipe(), after.capacity()).run();
    }
    if (after.whenFull() == WhenFull.OVERWRITE && handle.isBroadcast()) {
      InPlaceReaders.letOverwrite(handle.pipe(), handle.owner());
    }
    control.whenFull(after.whenFull());
    control.lifetime(after.lifetime());
  }

  private void requireChangeable(PipeProperties before, PipeProperties after)
      throws DeviceException {
    requireSame("type", before.type(), after.type());
    requireSame("delivery", before.delivery(), after.delivery());
    requireSame("pinned", before.pinned(), after.pinned());
    if (after.lifetime() != before.lifetime()) {
      named("lifetime");
    }
  }

  private NamedFiles named(String property) throws DeviceException {
    return device
        .files()
        .named(
            "the "
                + property
                + " of '"
                + handle.pipe().name()
                + "' stays as it is: it is an unnamed pipe, which those have to whom it was handed,"
                + " until the last closes it");
  }

  private void requireSame(String property, Object before, Object after) throws DeviceException {
    if (!before.equals(after)) {
      throw new DeviceException(
          Kind.UNSUPPORTED,
          "the "
              + property
              + " of '"
              + handle.pipe().name()
              + "' is fixed when it is created"
              + " and stays "
              + before.toString().toLowerCase(Locale.ROOT));
    }
  }

  private DeviceException deleted() {
    return new DeviceException(Kind.DELETED, "the pipe '" + handle.pipe().name() + "' was deleted");
  }
}
