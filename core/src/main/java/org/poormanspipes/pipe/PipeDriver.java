package org.poormanspipes.pipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.driver.ControlRequest;
import org.poormanspipes.driver.CreateRequest;
import org.poormanspipes.driver.DeleteRequest;
import org.poormanspipes.driver.DeviceAddress;
import org.poormanspipes.driver.DeviceDirectory;
import org.poormanspipes.driver.DeviceObject;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.Driver;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.driver.Handover;
import org.poormanspipes.driver.PeerListener;
import org.poormanspipes.driver.PeerSocket;
import org.poormanspipes.driver.QueryRequest;
import org.poormanspipes.time.Timeout;

/// The driver of pipes in shared memory: its dispatch table. Each entry point is a class of its
/// own.
public final class PipeDriver implements Driver, DeviceDirectory, Handover {

  /// The driver; it has no state.
  public PipeDriver() {}

  @Override
  public String scheme() {
    return DeviceAddress.SHARED_MEMORY;
  }

  @Override
  public DeviceObject attach(
      DeviceAddress address, Disposition disposition, Map<String, String> attributes)
      throws IOException {
    PipeDeviceContext context = AttachOperation.attach(address, disposition, attributes);
    return new DeviceObject(this, context.control().name(), context);
  }

  @Override
  public void detach(DeviceObject device) {
    context(device).detach();
  }

  @Override
  public void create(DeviceObject device, FileObject file, CreateRequest request)
      throws IOException {
    guarded(
        device,
        "open the pipe '" + PipeName.printable(request.name()) + "'",
        () -> CreateOperation.create(context(device), file, request));
  }

  @Override
  public void cleanup(DeviceObject device, FileObject file) throws IOException {
    guarded(device, closing(file), () -> CleanupOperation.cleanup(handle(file)));
  }

  @Override
  public void close(DeviceObject device, FileObject file) throws IOException {
    guarded(device, closing(file), () -> CloseOperation.close(context(device), handle(file)));
  }

  @Override
  public Attributes control(DeviceObject device, FileObject file, ControlRequest request)
      throws IOException {
    return guarded(
        device,
        request.operation() + " the pipe '" + handle(file).pipe().name() + "'",
        () -> ControlOperation.control(context(device), handle(file), request));
  }

  @Override
  public List<Attributes> query(DeviceObject device, QueryRequest request) throws IOException {
    return guarded(
        device,
        "ask for '" + request.subject() + "' of the device '" + device.name() + "'",
        () -> QueryOperation.query(context(device), request));
  }

  @Override
  public void list(DeviceObject device, Consumer<Attributes> visitor) throws IOException {
    guarded(
        device,
        "list the device '" + device.name() + "'",
        () -> ListOperation.list(context(device), visitor));
  }

  @Override
  public void delete(DeviceObject device, DeleteRequest request) throws IOException {
    guarded(
        device,
        "remove the pipe '" + PipeName.printable(request.name()) + "'",
        () -> DeleteOperation.delete(context(device), request));
  }

  @Override
  public List<Attributes> devices(@Nullable Path root) throws IOException {
    return DeviceCatalog.devices(root);
  }

  @Override
  public void remove(DeviceAddress address, boolean force) throws IOException {
    DeviceRemoval.remove(address, force);
  }

  @Override
  public void link(DeviceAddress link, DeviceAddress target) throws IOException {
    DeviceCatalog.link(link, target);
  }

  @Override
  public Attributes configure(DeviceObject device, Map<String, String> attributes)
      throws IOException {
    return ConfigureOperation.configure(context(device), attributes);
  }

  @Override
  public List<Attributes> inspect(DeviceAddress address, QueryRequest request) throws IOException {
    return InspectOperation.inspect(address, request);
  }

  @Override
  public DeviceObject createUnnamed(Map<String, String> attributes) throws IOException {
    PipeDeviceContext context = UnnamedMaker.make(attributes);
    return new DeviceObject(this, context.control().name(), context);
  }

  @Override
  public void send(DeviceObject device, PeerSocket peer, @Nullable Predicate<Caller> admitted)
      throws IOException {
    SendOperation.send(context(device), ((SocketPeer) peer).socket(), admitted);
  }

  @Override
  public DeviceObject receive(PeerSocket peer, Timeout timeout, @Nullable Predicate<Caller> trusted)
      throws IOException {
    return ReceiveOperation.receive(this, ((SocketPeer) peer).socket(), timeout, trusted);
  }

  @Override
  public PeerSocket connect(Path socket) throws IOException {
    return SocketPeer.connect(socket);
  }

  @Override
  public PeerSocket socket(int descriptor) throws IOException {
    return SocketPeer.of(descriptor);
  }

  @Override
  public PeerListener listen(Path socket) throws IOException {
    return SocketListener.listen(socket);
  }

  private static String closing(FileObject file) {
    return "close the pipe '" + handle(file).pipe().name() + "'";
  }

  /// What is asked of a driver, with a result.
  @FunctionalInterface
  private interface Answer<T> {
    T get() throws IOException;
  }

  /// What is asked of a driver.
  @FunctionalInterface
  private interface Action {
    void run() throws IOException;
  }

  /// The entry points behind which memory is touched say in one sentence what happened to it.
  private static <T> T guarded(DeviceObject device, String what, Answer<T> answer)
      throws IOException {
    try {
      return answer.get();
    } catch (IOException failed) {
      throw Refusals.of(what, failed, context(device).files().mend());
    } catch (InternalError fault) {
      throw Refusals.of(what, fault, context(device).files().mend());
    }
  }

  private static void guarded(DeviceObject device, String what, Action action) throws IOException {
    Answer<Boolean> answer =
        () -> {
          action.run();
          return true;
        };
    guarded(device, what, answer);
  }

  private static PipeDeviceContext context(DeviceObject device) {
    return (PipeDeviceContext) device.context();
  }

  private static HandleContext handle(FileObject file) {
    return file.instanceContext(HandleContext.class);
  }
}
