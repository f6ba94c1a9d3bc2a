package org.poormanspipes.nats;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.QueryRequest;
import org.poormanspipes.linux.Ids;

/// The query entry point: `stat`, `handles`, `pool`, `device` and `diagnosis`.
final class QueryOperation {

  private QueryOperation() {}

  static List<Attributes> query(NatsDeviceContext device, QueryRequest request) throws IOException {
    return switch (request.subject()) {
      case "stat" -> List.of(stat(device, request.name() == null ? "" : request.name()));
      case "handles" -> handles(device, request.name());
      case "pool" -> pool(device);
      case "device" -> List.of(device(device));
      case "diagnosis" -> Diagnosis.diagnose(device);
      default ->
          throw new DeviceException(
              Kind.UNSUPPORTED, "pipes can't be asked for '" + request.subject() + "'");
    };
  }

  /// The pipe of a name, after its dead were seen to.
  static PipeRecord find(NatsDeviceContext device, PipeName name) throws IOException {
    Records.Name found = device.records().name(name.key());
    Records.Found pipe = found.id().isEmpty() ? null : device.records().find(found.id());
    PipeRecord record = pipe == null ? null : ListOperation.visit(device, pipe.record());
    if (record == null) {
      throw CreateOperation.missing(device, name);
    }
    return record;
  }

  static PipeName name(NatsDeviceContext device, String name) throws DeviceException {
    return PipeName.parse(name, device.settings().caseSensitive());
  }

  private static Attributes stat(NatsDeviceContext device, String name) throws IOException {
    PipeName parsed = name(device, name);
    try {
      return Description.pipe(device, find(device, parsed));
    } catch (Lost gone) {
      throw CreateOperation.missing(device, parsed);
    }
  }

  private static List<Attributes> handles(NatsDeviceContext device, @Nullable String name)
      throws IOException {
    Description description = new Description(device);
    if (name != null) {
      return description.handles(find(device, name(device, name)));
    }
    List<Attributes> handles = new ArrayList<>();
    for (Store.Entry entry : device.records().all()) {
      try {
        PipeRecord record = PipeRecord.of(entry.data());
        if (!record.deleted()) {
          handles.addAll(description.handles(record));
        }
      } catch (DeviceException damage) {
        handles.add(Description.damaged(ListOperation.number(entry), damage));
      }
    }
    return handles;
  }

  /// What the server keeps for the device.
  private static List<Attributes> pool(NatsDeviceContext device) throws IOException {
    List<Attributes> pool = new ArrayList<>();
    long streams = 0;
    long bytes = 0;
    for (Store.Entry entry : device.records().all()) {
      try {
        PipeRecord record = PipeRecord.of(entry.data());
        if (!record.deleted()) {
          bytes += device.streams().info(device.subjects().dataStream(record.id())).bytes();
          streams++;
        }
      } catch (Lost meanwhile) {
        // Not there any more: nothing to count.
      }
    }
    if (streams > 0) {
      pool.add(
          Attributes.builder()
              .with("tag", "Strm")
              .with("type", "server")
              .with("allocs", streams)
              .with("frees", 0)
              .with("diff", streams)
              .with("bytes", bytes)
              .with("peak", bytes)
              .build());
    }
    return pool;
  }

  static Attributes device(NatsDeviceContext device) throws IOException {
    Settings.refresh(device);
    long pipes = 0;
    long bytes = 0;
    for (Store.Entry entry : device.records().all()) {
      try {
        PipeRecord record = PipeRecord.of(entry.data());
        pipes += record.deleted() ? 0 : 1;
        bytes += record.deleted() ? 0 : record.properties().capacity();
      } catch (DeviceException damaged) {
        pipes++;
      }
    }
    return Attributes.builder()
        .with("name", device.settings().name())
        .with("kind", device.kind())
        .with("path", device.address().shown())
        .with("uid", Integer.toUnsignedLong(Ids.uid()))
        .with("gid", Integer.toUnsignedLong(Ids.gid()))
        .with("pipes", pipes)
        .with("used-bytes", bytes)
        .withAll(device.settings().attributes())
        .build();
  }
}
