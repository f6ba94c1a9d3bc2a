package org.poormanspipes.mounted;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.ControlRequest;
import org.poormanspipes.driver.CreateRequest;
import org.poormanspipes.driver.DeleteRequest;
import org.poormanspipes.driver.DeviceAddress;
import org.poormanspipes.driver.DeviceDirectory;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.DeviceObject;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.Driver;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.driver.QueryRequest;
import org.poormanspipes.time.Timeout;

/// Devices as a program sees them that knows only files: `file://NAME` is the device NAME, mounted
/// by another process. What comes of it is the contract of a mount.
///
/// A pipe is made in shared memory where it is to have properties, for open(2) carries none; a
/// handle that no descriptor can be is opened there; devices are made, linked and removed there.
public final class FileDriver implements Driver, DeviceDirectory {
  /// The part before `://`.
  public static final String SCHEME = "file";

  private static final int NON_BLOCKING = 0x800;
  private static final int CLOSE_ON_EXEC = 0x8_0000;
  private static final int CREATE = 0x40;
  private static final int EXCLUSIVE = 0x80;
  private static final int MODE = 0600;

  /// For the service loader.
  public FileDriver() {}

  @Override
  public String scheme() {
    return SCHEME;
  }

  private static DeviceOptions shared(
      DeviceAddress address, Disposition disposition, Map<String, String> attributes) {
    String device = address.location();
    return new DeviceOptions(
        new DeviceAddress(DeviceAddress.SHARED_MEMORY, device, address.root()),
        disposition,
        attributes);
  }

  private static DeviceOptions shared(DeviceAddress address) {
    return shared(address, Disposition.OPEN, Map.of());
  }

  @Override
  public DeviceObject attach(
      DeviceAddress address, Disposition disposition, Map<String, String> attributes)
      throws IOException {
    Path root = address.root();
    if (root == null) {
      throw new DeviceException(Kind.INVALID, "a root is needed");
    }
    Device device = Device.open(shared(address, disposition, attributes));
    String directory = root + "-mnt/" + device.name().toLowerCase(Locale.ROOT);
    MountServer.require(root, device.name(), Path.of(directory));
    return new DeviceObject(this, device.name(), new Place(device, directory));
  }

  private static Place place(DeviceObject device) {
    return (Place) device.context();
  }

  @Override
  public void detach(DeviceObject device) throws IOException {
    place(device).shared().close();
  }

  @Override
  public void create(DeviceObject device, FileObject file, CreateRequest request)
      throws IOException {
    Handle handle = open(place(device), request);
    file.setContexts(handle, handle.path());
  }

  private static Handle open(Place place, CreateRequest request) throws IOException {
    String name = request.name();
    String path = place.file(name);
    if (request.attributes().containsKey("exclusive-writer")) {
      throw Failures.uncarried("an exclusive writer");
    }
    if (request.access() == Access.ATTRIBUTES) {
      return inSharedMemory(place, request, path);
    }
    Map<String, String> properties = new HashMap<>(request.attributes());
    String from = properties.remove("from");
    boolean exists = place.exists(path);
    if (request.disposition() == Disposition.OPEN && !exists) {
      throw new DeviceException(Kind.NOT_FOUND, "there is no '" + name + "'");
    }
    if (from != null && !from.equals("newest") && needsMore(from, path, exists, properties)) {
      return inSharedMemory(place, request, path);
    }
    boolean exclusive = request.disposition() == Disposition.CREATE;
    if (!exists) {
      place.makeDirectories(path);
    }
    if (!properties.isEmpty() && (!exists || exclusive)) {
      create(place, request, properties, exclusive);
      exclusive = false;
    }
    int flags = NON_BLOCKING | CLOSE_ON_EXEC | (exclusive ? CREATE | EXCLUSIVE : 0);
    int fd = Native.open(path, flags | accessFlags(request.access()), MODE);
    if (fd < 0) {
      throw Failures.of(fd, "open '" + name + "' of '" + place.shared().name() + "'");
    }
    return new FileHandle(name, request.access(), place, fd);
  }

  /// Only a reader of a broadcast, or a place that is none, needs more than a file has.
  private static boolean needsMore(
      String from, String path, boolean exists, Map<String, String> properties) throws IOException {
    String delivery = exists ? Properties.get(path, "delivery") : properties.get("delivery");
    return !from.equals("oldest") || !"queue".equals(delivery);
  }

  private static Handle inSharedMemory(Place place, CreateRequest request, String path)
      throws IOException {
    if (request.disposition() != Disposition.OPEN) {
      place.makeDirectories(path);
    }
    return new SharedHandle(
        place
            .shared()
            .open(
                request.name(),
                request.access(),
                new PipeOptions(request.attributes()),
                request.disposition()),
        path);
  }

  private static void create(
      Place place, CreateRequest request, Map<String, String> properties, boolean exclusive)
      throws IOException {
    try {
      place.shared().create(request.name(), new PipeOptions(properties));
    } catch (DeviceException refused) {
      if (exclusive || refused.kind() != Kind.EXISTS) {
        throw refused;
      }
    }
  }

  private static int accessFlags(Access access) {
    return access == Access.READ_WRITE ? 2 : access.writes() ? 1 : 0;
  }

  @Override
  public void cleanup(DeviceObject device, FileObject file) throws IOException {
    file.resourceContext(Handle.class).close();
  }

  @Override
  public int write(
      DeviceObject device, FileObject file, java.nio.ByteBuffer source, Timeout timeout)
      throws IOException {
    var memory = java.lang.foreign.MemorySegment.ofBuffer(source);
    Handle handle = file.resourceContext(Handle.class);
    return (int) handle.path().write(memory, 0, source.remaining(), timeout);
  }

  @Override
  public Attributes control(DeviceObject device, FileObject file, ControlRequest request)
      throws IOException {
    Handle handle = file.resourceContext(Handle.class);
    if (request.operation().equals("set")) {
      handle.set(request.arguments());
    }
    return handle.stat();
  }

  @Override
  public List<Attributes> query(DeviceObject device, QueryRequest request) throws IOException {
    Place place = place(device);
    String name = request.name();
    return switch (request.subject()) {
      case "stat" -> List.of(place.stat(name == null ? "" : name));
      case "device" -> List.of(Properties.of(place.directory(), "the device"));
      case "handles" -> handles(place, name);
      default -> place.shared().object().query(request);
    };
  }

  /// A handle's process is the server; who has the file open is its client.
  private static List<Attributes> handles(Place place, @Nullable String name) throws IOException {
    if (name != null) {
      place.exists(place.file(name));
    }
    return place.shared().handles(name).stream().map(FileDriver::ofClient).toList();
  }

  private static Attributes ofClient(Attributes handle) {
    return handle.asMap().containsKey("client-pid")
        ? Attributes.builder().withAll(handle).with("pid", handle.number("client-pid")).build()
        : handle;
  }

  @Override
  public void list(DeviceObject device, Consumer<Attributes> visitor) throws IOException {
    place(device).list(visitor);
  }

  /// A file is deleted also while it is open, so the driver looks first.
  @Override
  public void delete(DeviceObject device, DeleteRequest request) throws IOException {
    Place place = place(device);
    String path = place.file(request.name());
    if (!place.exists(path)) {
      throw new DeviceException(Kind.NOT_FOUND, "there is no '" + request.name() + "'");
    }
    if (!request.force()) {
      List<Attributes> handles = handles(place, request.name());
      if (!handles.isEmpty()) {
        throw new DeviceException(
            Kind.IN_USE, "processes " + handles.stream().map(h -> h.number("pid")).toList());
      }
    }
    int refused = Native.unlink(path);
    if (refused < 0) {
      throw Failures.of(refused, "delete '" + request.name() + "'");
    }
  }

  @Override
  public List<Attributes> devices(@Nullable Path root) throws IOException {
    return Device.all(root);
  }

  @Override
  public void remove(DeviceAddress address, boolean force) throws IOException {
    if (force) {
      Device.removeForced(shared(address));
    } else {
      Device.remove(shared(address));
    }
  }

  @Override
  public void link(DeviceAddress link, DeviceAddress target) throws IOException {
    Device.link(shared(link), shared(target));
  }

  @Override
  public Attributes configure(DeviceObject device, Map<String, String> attributes)
      throws IOException {
    Properties.set(place(device).directory(), attributes, "the device");
    return Properties.of(place(device).directory(), "the device");
  }
}
