package org.poormanspipes.examples.driver;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import org.poormanspipes.driver.*;
import org.poormanspipes.time.Timeout;

/// The smallest driver: whoever reads any name is greeted by it.
public final class HelloDriver implements Driver {

  /// The driver; it has no state.
  public HelloDriver() {}

  @Override
  public String scheme() {
    return "hello";
  }

  @Override
  public DeviceObject attach(DeviceAddress address, Disposition how, Map<String, String> options) {
    return new DeviceObject(this, address.location(), () -> "greetings");
  }

  @Override
  public void create(DeviceObject device, FileObject file, CreateRequest request) {}

  @Override
  public int read(DeviceObject device, FileObject file, ByteBuffer target, Timeout timeout) {
    byte[] line = ("hello, " + file.name() + "\n").getBytes(UTF_8);
    int length = Math.min(line.length, target.remaining());
    target.put(line, 0, length);
    return length;
  }
}
