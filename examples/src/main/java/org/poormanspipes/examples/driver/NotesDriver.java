package org.poormanspipes.examples.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.CreateRequest;
import org.poormanspipes.driver.DeleteRequest;
import org.poormanspipes.driver.DeviceAddress;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceObject;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.Driver;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.driver.QueryRequest;
import org.poormanspipes.time.Timeout;

/// A driver whose names are notes: what is written is added, and each handle reads from the
/// beginning. This is its dispatch table; the work is done by the contexts.
public final class NotesDriver implements Driver {

  /// The driver; it has no state.
  public NotesDriver() {}

  @Override
  public String scheme() {
    return "notes";
  }

  @Override
  public DeviceObject attach(DeviceAddress address, Disposition how, Map<String, String> options) {
    return new DeviceObject(this, address.location(), new Notebook());
  }

  @Override
  public void create(DeviceObject device, FileObject file, CreateRequest request)
      throws DeviceException {
    Note note = notebook(device).open(request.name(), request.disposition());
    file.setContexts(note, new Bookmark());
  }

  @Override
  public int read(DeviceObject device, FileObject file, ByteBuffer target, Timeout timeout) {
    return file.instanceContext(Bookmark.class).read(note(file), target);
  }

  @Override
  public int write(DeviceObject device, FileObject file, ByteBuffer source, Timeout timeout) {
    return note(file).append(source);
  }

  @Override
  public void close(DeviceObject device, FileObject file) {
    notebook(device).close(file.name(), note(file));
  }

  @Override
  public List<Attributes> query(DeviceObject device, QueryRequest request) throws IOException {
    return switch (request.subject()) {
      case "device" -> List.of(Attributes.builder().with("case-sensitive", true).build());
      case "stat" -> List.of(described(notebook(device).require(request.name())));
      default -> Driver.super.query(device, request);
    };
  }

  @Override
  public void list(DeviceObject device, Consumer<Attributes> visitor) {
    notebook(device).names().forEach(name -> visitor.accept(described(name)));
  }

  @Override
  public void delete(DeviceObject device, DeleteRequest request) throws DeviceException {
    notebook(device).remove(request.name());
  }

  private static Attributes described(String name) {
    return Attributes.builder().with("name", name).with("mode", "0644").build();
  }

  private static Notebook notebook(DeviceObject device) {
    return (Notebook) device.context();
  }

  private static Note note(FileObject file) {
    return file.resourceContext(Note.class);
  }
}
