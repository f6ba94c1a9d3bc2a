package org.poormanspipes.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.poormanspipes.driver.CreateRequest;
import org.poormanspipes.driver.DeviceAddress;
import org.poormanspipes.driver.DeviceContext;
import org.poormanspipes.driver.DeviceObject;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.Driver;
import org.poormanspipes.driver.FileObject;
import org.poormanspipes.time.Timeout;

/// A driver without pipes: each name is a counter. A read returns the counter's next number, how
/// many numbers this handle was given, and a newline: `7 1`.
///
/// It shows the three contexts. The device's holds the counters, a resource's is one counter, which
/// all who opened its name share, and an instance's belongs to one handle. What the driver leaves
/// out, the framework answers: it is unsupported.
public final class CounterDriver implements Driver {

  /// The device context. Two devices of this driver share nothing.
  private record Counters(Map<String, AtomicLong> byName) implements DeviceContext {
    @Override
    public String kind() {
      return "counters";
    }
  }

  /// The driver; it has no state.
  public CounterDriver() {}

  @Override
  public String scheme() {
    return "counter";
  }

  @Override
  public DeviceObject attach(
      DeviceAddress address, Disposition disposition, Map<String, String> attributes) {
    return new DeviceObject(this, address.location(), new Counters(new ConcurrentHashMap<>()));
  }

  @Override
  public void create(DeviceObject device, FileObject file, CreateRequest request) {
    Counters counters = (Counters) device.context();
    AtomicLong counter = counters.byName.computeIfAbsent(request.name(), _ -> new AtomicLong());
    file.setContexts(counter, new AtomicLong());
  }

  @Override
  public int read(DeviceObject device, FileObject file, ByteBuffer target, Timeout timeout) {
    long number = file.resourceContext(AtomicLong.class).incrementAndGet();
    long given = file.instanceContext(AtomicLong.class).incrementAndGet();
    byte[] line = (number + " " + given + "\n").getBytes(UTF_8);
    int length = Math.min(line.length, target.remaining());
    target.put(line, 0, length);
    return length;
  }
}
