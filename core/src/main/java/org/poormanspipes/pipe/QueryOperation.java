package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.QueryRequest;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.DamagedBlockException;

/// The query entry point: `stat`, `handles`, `pool`, `quotas`, `device`, `diagnosis`
/// and `dump`.
final class QueryOperation {

  private final PipeDeviceContext device;

  private QueryOperation(PipeDeviceContext device) {
    this.device = device;
  }

  static List<Attributes> query(PipeDeviceContext device, QueryRequest request) throws IOException {
    QueryOperation operation = new QueryOperation(device);
    return switch (request.subject()) {
      case "stat" -> List.of(operation.stat(request.name() == null ? "" : request.name()));
      case "handles" -> operation.handles(request.name());
      case "pool" -> PoolQuery.pool(device);
      case "quotas" -> QuotaQuery.quotas(device);
      case "device" -> List.of(operation.device());
      case "diagnosis" -> DiagnosisQuery.diagnose(device);
      case "dump" -> DumpQuery.dump(device.files(), request.name());
      default ->
          throw new DeviceException(
              Kind.UNSUPPORTED, "pipes can't be asked for '" + request.subject() + "'");
    };
  }

  private Attributes stat(String name) throws IOException {
    PipeName parsed = PipeName.parse(name, device.control().caseSensitive());
    for (int probe = 0; probe < BlockId.PROBES; probe++) {
      BlockId id = new BlockId(BlockId.hash(parsed.key()), probe);
      Attributes described = ListOperation.describe(device, id, snapshot -> ifIs(snapshot, parsed));
      // Of a damaged one too: its number says that it is most likely this.
      if (described != null) {
        return described;
      }
    }
    throw missing(parsed);
  }

  private static @Nullable Attributes ifIs(PipeSnapshot snapshot, PipeName name)
      throws IOException {
    return snapshot.control().key().equals(name.key()) ? PipeDescription.pipe(snapshot) : null;
  }

  private List<Attributes> handles(@Nullable String name) throws IOException {
    List<Attributes> handles = new ArrayList<>();
    if (name == null) {
      for (String file : device.files().list()) {
        BlockId id = BlockId.isPipe(file) ? BlockId.parse(file) : null;
        if (id != null) {
          addListed(id, handles);
        }
      }
      return handles;
    }
    PipeName parsed = PipeName.parse(name, device.control().caseSensitive());
    BlockId id = idOf(parsed);
    if (id == null) {
      throw missing(parsed);
    }
    addHandles(id, handles);
    return handles;
  }

  /// One that was removed while we were looking is none; one we may not look at is listed as such.
  private void addListed(BlockId id, List<Attributes> handles) throws IOException {
    try {
      addHandles(id, handles);
    } catch (SystemCallException refused) {
      if (refused.errno() != Errno.ENOENT) {
        handles.add(PipeDescription.damaged(id, DriverOnly.ofListed(device, id, refused)));
      }
    }
  }

  /// The dead are shown as such, and left to those who change something.
  private void addHandles(BlockId id, List<Attributes> handles) throws IOException {
    try (PipeSnapshot snapshot = PipeSnapshot.take(device.files(), id)) {
      for (PipeSnapshot.Handle handle : snapshot.handles()) {
        handles.add(PipeDescription.handle(snapshot, handle));
      }
    } catch (DamagedBlockException damage) {
      handles.add(PipeDescription.damaged(id, damage));
    }
  }

  private @Nullable BlockId idOf(PipeName name) throws IOException {
    for (int probe = 0; probe < BlockId.PROBES; probe++) {
      BlockId id = new BlockId(BlockId.hash(name.key()), probe);
      if (PipeFinder.isPresent(device, id) && isOrMayBe(id, name)) {
        return id;
      }
    }
    return null;
  }

  /// A damaged block does not tell its name; its number says that it is most likely this one.
  private boolean isOrMayBe(BlockId id, PipeName name) throws IOException {
    try (PipeSnapshot snapshot = PipeSnapshot.take(device.files(), id)) {
      return snapshot.control().key().equals(name.key());
    } catch (DamagedBlockException damage) {
      return true;
    }
  }

  private DeviceException missing(PipeName name) {
    return new DeviceException(
        Kind.NOT_FOUND,
        "there is no pipe '"
            + name.spelling()
            + "' on the device '"
            + device.control().name()
            + "'");
  }

  private Attributes device() throws IOException {
    DeviceControl control = device.control();
    FileStatus directory = device.files().status();
    return Attributes.builder()
        .with("name", control.name())
        .with("kind", device.kind())
        .with("path", device.files().toString())
        .with("uid", Integer.toUnsignedLong(directory.uid()))
        .with("gid", Integer.toUnsignedLong(directory.gid()))
        .with("pipes", control.pipes())
        .with("used-bytes", control.accounts().totalBytes())
        .withAll(control.settings().attributes())
        .build();
  }
}
