package org.poormanspipes.pipe;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// Looks for the pipe of a name among the numbers that the name's hash allows. The name's lock is
/// held.
///
/// @param pipe the pipe, counted as used; null if there is none
/// @param id its number, or the number that a new pipe of this name would get
record PipeFinder(@Nullable PipeContext pipe, BlockId id) {

  static PipeFinder find(PipeDeviceContext device, PipeName name) throws IOException {
    BlockId free = null;
    for (int probe = 0; probe < BlockId.PROBES; probe++) {
      BlockId id = new BlockId(BlockId.hash(name.key()), probe);
      PipeContext pipe = useIfPresent(device, id);
      if (pipe == null) {
        free = free == null ? id : free;
      } else if (pipe.key().equals(name.key())) {
        return new PipeFinder(pipe, id);
      } else {
        device.releasePipe(pipe);
      }
    }
    if (free == null) {
      throw new DeviceException(
          Kind.FAILED,
          "the name '"
              + name.spelling()
              + "' shares its hash with "
              + BlockId.PROBES
              + " others, which is the limit: choose another");
    }
    return new PipeFinder(null, free);
  }

  private static @Nullable PipeContext useIfPresent(PipeDeviceContext device, BlockId id)
      throws IOException {
    if (!isPresent(device, id)) {
      return null;
    }
    return device.usePipe(id);
  }

  static boolean isPresent(PipeDeviceContext device, BlockId id) throws IOException {
    return isPresent(device.files(), id);
  }

  /// Whether there is a block of this number.
  static boolean isPresent(PipeFiles files, BlockId id) throws IOException {
    return files.pipe(id).statusIfPresent() != null;
  }
}
