package org.poormanspipes.nats;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeName;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// Makes a pipe: first its record, with its maker as the only handle, then its stream, and last its
/// name. Who dies in between leaves a record without a name, which is removed by whoever lists.
final class PipeMaker {

  private final NatsDeviceContext device;
  private final PipeName name;

  PipeMaker(NatsDeviceContext device, PipeName name) {
    this.device = device;
    this.name = name;
  }

  /// @param revision of the name, which stands for no pipe
  /// @return the pipe, with no handle in it; null if another made one of this name meanwhile
  @Nullable PipeRecord make(
      Map<String, String> attributes, Ownership owner, HandleRecord maker, long revision)
      throws IOException {
    Properties.requirePossible(attributes);
    PipeProperties properties = device.settings().defaults().with(attributes);
    requireQuota(properties);
    String id = String.format("%016x", ThreadLocalRandom.current().nextLong());
    PipeRecord bare =
        new PipeRecord(
            id,
            name.spelling(),
            name.key(),
            properties,
            owner.uid(),
            owner.gid(),
            System.currentTimeMillis(),
            PipeRecord.Life.NEW,
            Totals.NONE,
            List.of());
    boolean named = false;
    try {
      device.records().make(bare.with(maker));
      device.streams().makeData(device.subjects(), id);
      device.dataStore(id).append(device.subjects().data(id), Frame.note(0, Tail.NONE), 0);
      named = device.records().claim(name.key(), id, revision);
      return named ? bare : null;
    } finally {
      if (!named) {
        LastClose.remove(device, bare);
      }
    }
  }

  private void requireQuota(PipeProperties properties) throws IOException {
    NatsSettings settings = device.settings();
    List<PipeRecord> others = new ArrayList<>();
    for (Store.Entry entry : device.records().all()) {
      PipeRecord other = PipeRecord.of(entry.data());
      if (!other.deleted()) {
        others.add(other);
      }
    }
    if (others.size() >= settings.quotaPipes()) {
      throw noSpace(others.size() + " pipes, the quota is " + settings.quotaPipes());
    }
    long used = others.stream().mapToLong(other -> other.properties().capacity()).sum();
    if (used + properties.capacity() > settings.quotaBytes()) {
      throw noSpace(
          used
              + " bytes of capacity, and "
              + properties.capacity()
              + " more are over the quota of "
              + settings.quotaBytes());
    }
  }

  private DeviceException noSpace(String what) {
    return new DeviceException(
        Kind.NO_SPACE,
        "the device '"
            + device.settings().name()
            + "' has "
            + what
            + ": remove pipes, or raise it with 'pmp device set'");
  }
}
