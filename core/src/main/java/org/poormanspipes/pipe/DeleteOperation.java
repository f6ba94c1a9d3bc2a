package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.DeleteRequest;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.pool.DamagedBlockException;

/// The delete entry point: removes a pipe by its name, or a damaged block by its number, as in
/// `#0123456789abcdef.0`. A pipe that is open is removed only by force.
final class DeleteOperation {

  private static final String NUMBER_PREFIX = "#";

  private final PipeDeviceContext device;
  private final DeleteRequest request;

  private DeleteOperation(PipeDeviceContext device, DeleteRequest request) {
    this.device = device;
    this.request = request;
  }

  static void delete(PipeDeviceContext device, DeleteRequest request) throws IOException {
    try {
      new DeleteOperation(device, request).run();
    } catch (IOException failed) {
      throw Refusals.of(
          "remove the pipe '" + PipeName.printable(request.name()) + "'",
          failed,
          device.files().mend());
    }
  }

  private void run() throws IOException {
    PipeName name = PipeName.parse(request.name(), device.control().caseSensitive());
    BlockId number = number(request.name());
    long hash = number == null ? BlockId.hash(name.key()) : number.hash();
    try (NameLock _ = Names.lock(device, hash, name.spelling())) {
      if (number != null && PipeFinder.isPresent(device, number)) {
        removeByNumber(number);
      } else if (!removeByName(name)) {
        throw new DeviceException(
            Kind.NOT_FOUND,
            "there is no pipe '"
                + name.spelling()
                + "' on the device '"
                + device.control().name()
                + "'");
      }
    }
  }

  private static @Nullable BlockId number(String name) {
    return name.startsWith(NUMBER_PREFIX)
        ? BlockId.parse(name.substring(NUMBER_PREFIX.length()) + BlockId.PIPE_SUFFIX)
        : null;
  }

  private void removeByNumber(BlockId number) throws IOException {
    try {
      remove(device.usePipe(number));
    } catch (DamagedBlockException damaged) {
      PipeRemover.removeDamaged(device, number);
    }
  }

  private boolean removeByName(PipeName name) throws IOException {
    for (int probe = 0; probe < BlockId.PROBES; probe++) {
      BlockId id = new BlockId(BlockId.hash(name.key()), probe);
      if (PipeFinder.isPresent(device, id) && removeIfNamed(id, name)) {
        return true;
      }
    }
    return false;
  }

  /// A damaged block does not tell its name, and its number says that it is this one.
  private boolean removeIfNamed(BlockId id, PipeName name) throws IOException {
    PipeContext pipe;
    try {
      pipe = device.usePipe(id);
    } catch (DamagedBlockException damaged) {
      PipeRemover.removeDamaged(device, id);
      return true;
    }
    if (!pipe.key().equals(name.key())) {
      device.releasePipe(pipe);
      return false;
    }
    remove(pipe);
    return true;
  }

  private void remove(PipeContext pipe) throws IOException {
    try {
      if (DeadHandles.apply(device, pipe)) {
        return;
      }
      if (!request.force() && pipe.slots().anyLive(slot -> true)) {
        throw inUse(pipe);
      }
      PipeRemover.remove(device, pipe);
    } finally {
      device.releasePipe(pipe);
    }
  }

  private static DeviceException inUse(PipeContext pipe) {
    List<String> owners =
        IntStream.range(0, pipe.slots().count())
            .mapToObj(pipe.slots()::get)
            .filter(Slot::isLiveAcquire)
            .limit(5)
            .map(slot -> PipeName.printable(slot.program()) + " (pid " + slot.pid() + ")")
            .toList();
    return new DeviceException(
        Kind.IN_USE,
        "the pipe '"
            + pipe.name()
            + "' is open in "
            + String.join(", ", owners)
            + ": close it there, or remove it by force");
  }
}
