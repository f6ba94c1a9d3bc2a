package org.poormanspipes.stop;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.driver.MessageBatch;
import org.poormanspipes.driver.WriteClaim;
import org.poormanspipes.linux.Membarrier;
import org.poormanspipes.time.Timeout;

/// [Party] by the library. This class is loaded twice: with the ordinary library for survivors, and
/// with the woven one for victims.
public final class Library implements Party {
  /// More than the mutex asks for.
  private static final int ENOUGH_TURNS = 100;

  private final Map<String, PipeChannel> handles = new HashMap<>();
  private DeviceOptions home = DeviceOptions.builder().build();
  private Device device;

  /// A process that has nothing yet.
  public Library() {}

  @Override
  public void home(Path root, String name) {
    home = DeviceOptions.builder().device(name).root(root).build();
  }

  @Override
  public void attach() throws Exception {
    device = Device.open(home);
  }

  @Override
  public void detach() throws Exception {
    device.close();
  }

  @Override
  public void remove(boolean force) throws Exception {
    if (force) {
      Device.removeForced(home);
    } else {
      Device.remove(home);
    }
  }

  @Override
  public void open(
      String handle, String pipe, String access, String disposition, Map<String, String> options)
      throws Exception {
    PipeChannel opened =
        device.open(
            pipe,
            Access.valueOf(access),
            new PipeOptions(options),
            Disposition.valueOf(disposition));
    synchronized (handles) {
      handles.put(handle, opened);
    }
  }

  @Override
  public int write(String handle, byte[] data, long millis) throws Exception {
    return handle(handle).write(ByteBuffer.wrap(data), timeout(millis));
  }

  @Override
  public void keepToItself(String handle) throws Exception {
    if (!Membarrier.register()) {
      throw new IllegalStateException("the kernel has no membarrier");
    }
    ByteBuffer tooLarge = ByteBuffer.allocate(1 << 20);
    for (int turn = 0; turn < ENOUGH_TURNS; turn++) {
      try {
        handle(handle).write(tooLarge, Timeout.NOW);
        throw new IllegalStateException("it was taken");
      } catch (DeviceException refused) {
        // A turn at the lock that changes nothing.
      }
    }
  }

  @Override
  public Got read(String handle, int size, long millis) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    int read = handle(handle).read(buffer, timeout(millis));
    return new Got(read, Arrays.copyOf(buffer.array(), buffer.position()));
  }

  @Override
  public int writeBatch(String handle, byte[][] messages) throws Exception {
    MessageBatch batch = new MessageBatch();
    for (byte[] message : messages) {
      batch.add(ByteBuffer.wrap(message));
    }
    return (int) handle(handle).write(batch, Timeout.NOW);
  }

  @Override
  public long claim(String handle, byte[] data) throws Exception {
    try (WriteClaim claim = handle(handle).newClaim()) {
      long claimed = claim.tryClaim(data.length);
      if (claimed < 0) {
        return claimed;
      }
      MemorySegment.copy(
          MemorySegment.ofArray(data), 0, claim.memory(), claim.offset(), data.length);
      return claim.commit();
    }
  }

  @Override
  public long poll(String handle, int limit) throws Exception {
    return handle(handle).poll((_, _, _) -> {}, limit);
  }

  @Override
  public Got peek(String handle, int size) throws Exception {
    ByteBuffer buffer = ByteBuffer.allocate(size);
    int seen = handle(handle).peek(buffer);
    return new Got(seen, Arrays.copyOf(buffer.array(), buffer.position()));
  }

  @Override
  public long lost(String handle) {
    return handle(handle).lost();
  }

  @Override
  public void set(String handle, Map<String, String> changes) throws Exception {
    handle(handle).set(new PipeOptions(changes));
  }

  @Override
  public void close(String handle) throws Exception {
    PipeChannel closing = handle(handle);
    synchronized (handles) {
      handles.remove(handle);
    }
    closing.close();
  }

  private PipeChannel handle(String name) {
    synchronized (handles) {
      PipeChannel found = handles.get(name);
      if (found == null) {
        throw new IllegalArgumentException("no handle " + name + " among " + handles.keySet());
      }
      return found;
    }
  }

  @Override
  public void delete(String pipe, boolean force) throws Exception {
    if (force) {
      device.deleteForced(pipe);
    } else {
      device.delete(pipe);
    }
  }

  @Override
  public void configure(Map<String, String> changes) throws Exception {
    device.configure(changes);
  }

  @Override
  public List<Map<String, Object>> ask(String subject) throws Exception {
    List<Attributes> answer =
        switch (subject) {
          case "list" -> device.list();
          case "pool" -> device.pool();
          case "handles" -> device.handles(null);
          case "diagnosis" -> device.diagnose();
          case "device" -> List.of(device.describe());
          default -> throw new IllegalArgumentException(subject);
        };
    return answer.stream().map(Attributes::asMap).toList();
  }

  @Override
  public String kind(Exception refusal) {
    return refusal instanceof DeviceException device ? device.kind().name() : "";
  }

  private static Timeout timeout(long millis) {
    return millis == 0 ? Timeout.NOW : Timeout.of(Duration.ofMillis(millis));
  }
}
