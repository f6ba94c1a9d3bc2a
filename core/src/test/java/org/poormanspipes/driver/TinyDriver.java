package org.poormanspipes.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.poormanspipes.time.Timeout;

/// A driver that notes who was called, in which thread; its reads last until they are let go.
final class TinyDriver implements Driver {

  /// A call of an entry point.
  record Call(String entry, DeviceObject device, FileObject file, Thread thread) {}

  final List<Call> calls = new CopyOnWriteArrayList<>();
  final CountDownLatch reading = new CountDownLatch(1);
  final CountDownLatch letGo = new CountDownLatch(1);
  IOException refusal;

  @Override
  public String scheme() {
    return "tiny";
  }

  List<String> entries() {
    return calls.stream().map(Call::entry).toList();
  }

  Call call(String entry) {
    return calls.stream().filter(call -> call.entry().equals(entry)).findFirst().orElseThrow();
  }

  private void note(String entry, DeviceObject device, FileObject file) throws IOException {
    calls.add(new Call(entry, device, file, Thread.currentThread()));
    if (refusal != null && entry.equals("create")) {
      throw refusal;
    }
  }

  @Override
  public void detach(DeviceObject device) throws IOException {
    note("detach", device, null);
  }

  @Override
  public void create(DeviceObject device, FileObject file, CreateRequest request)
      throws IOException {
    note("create", device, file);
    file.setContexts("resource " + request.name(), "instance " + calls.size());
  }

  @Override
  public void cleanup(DeviceObject device, FileObject file) throws IOException {
    note("cleanup", device, file);
  }

  @Override
  public void close(DeviceObject device, FileObject file) throws IOException {
    note("close", device, file);
  }

  @Override
  public int read(DeviceObject device, FileObject file, ByteBuffer target, Timeout timeout)
      throws IOException {
    note("read", device, file);
    reading.countDown();
    try {
      if (!timeout.isNow() && !letGo.await(100, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nobody let the read go");
      }
    } catch (InterruptedException alert) {
      return Outcome.ALERTED;
    }
    return Outcome.EMPTY;
  }

  @Override
  public int write(DeviceObject device, FileObject file, ByteBuffer source, Timeout timeout)
      throws IOException {
    note("write", device, file);
    int taken = source.remaining();
    source.position(source.limit());
    return taken;
  }

  @Override
  public Attributes control(DeviceObject device, FileObject file, ControlRequest request)
      throws IOException {
    note("control", device, file);
    return Attributes.builder().with("operation", request.operation()).build();
  }

  @Override
  public List<Attributes> query(DeviceObject device, QueryRequest request) throws IOException {
    note("query", device, null);
    return List.of();
  }

  @Override
  public void list(DeviceObject device, Consumer<Attributes> visitor) throws IOException {
    note("list", device, null);
    visitor.accept(Attributes.builder().with("name", device.name()).build());
  }

  @Override
  public void delete(DeviceObject device, DeleteRequest request) throws IOException {
    note("delete", device, null);
  }
}
