package org.poormanspipes.nats;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
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

/// The driver of pipes on a NATS server with JetStream, for addresses like
/// `nats://host:4222/Example`: its dispatch table. Each entry point is a class of its own.
public final class NatsDriver implements Driver, DeviceDirectory {

  /// The driver; it has no state.
  public NatsDriver() {}

  @Override
  public String scheme() {
    return "nats";
  }

  @Override
  public DeviceObject attach(
      DeviceAddress address, Disposition disposition, Map<String, String> attributes)
      throws IOException {
    NatsDeviceContext context = AttachOperation.attach(address, disposition, attributes);
    return new DeviceObject(this, context.settings().name(), context);
  }

  @Override
  public void detach(DeviceObject device) {
    context(device).close();
  }

  @Override
  public void create(DeviceObject device, FileObject file, CreateRequest request)
      throws IOException {
    CreateOperation.create(context(device), file, request);
  }

  @Override
  public void cleanup(DeviceObject device, FileObject file) throws IOException {
    CloseOperation.close(context(device), handle(file));
  }

  @Override
  public Attributes control(DeviceObject device, FileObject file, ControlRequest request)
      throws IOException {
    return ControlOperation.control(context(device), handle(file), request);
  }

  @Override
  public List<Attributes> query(DeviceObject device, QueryRequest request) throws IOException {
    return QueryOperation.query(context(device), request);
  }

  @Override
  public void list(DeviceObject device, Consumer<Attributes> visitor) throws IOException {
    ListOperation.list(context(device), visitor);
  }

  @Override
  public void delete(DeviceObject device, DeleteRequest request) throws IOException {
    DeleteOperation.delete(context(device), request);
  }

  @Override
  public List<Attributes> devices(@Nullable Path root) throws IOException {
    throw unsupported("servers are not searched for devices: name one");
  }

  @Override
  public void remove(DeviceAddress address, boolean force) throws IOException {
    DeviceRemoval.remove(address, force);
  }

  @Override
  public void link(DeviceAddress link, DeviceAddress target) throws IOException {
    throw unsupported("a device on a server has one name, and no links");
  }

  @Override
  public Attributes configure(DeviceObject device, Map<String, String> attributes)
      throws IOException {
    return Settings.configure(context(device), attributes);
  }

  private static DeviceException unsupported(String sentence) {
    return new DeviceException(Kind.UNSUPPORTED, sentence);
  }

  private static NatsDeviceContext context(DeviceObject device) {
    return (NatsDeviceContext) device.context();
  }

  private static NatsHandle handle(FileObject file) {
    return file.instanceContext(NatsHandle.class);
  }
}
