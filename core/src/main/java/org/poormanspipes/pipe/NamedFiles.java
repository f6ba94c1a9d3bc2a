package org.poormanspipes.pipe;

import java.nio.file.Path;

/// Where a device keeps its files.
///
/// @param directory the device's directory
record PipeFiles(Path directory) {

  private static final String DEVICE_FILE = "device";
  private static final String NEW_DEVICE_FILE = "device.new";
  private static final String LOCK_FILE = "lock";

  Path device() {
    return directory.resolve(DEVICE_FILE);
  }

  Path newDevice() {
    return directory.resolve(NEW_DEVICE_FILE);
  }

  Path lock() {
    return directory.resolve(LOCK_FILE);
  }

  Path pipe(BlockId id) {
    return directory.resolve(id.pipeFile());
  }

  Path newPipe(BlockId id) {
    return directory.resolve(id.newFile());
  }

  Path ring(BlockId id, long generation) {
    return directory.resolve(id.ringFile(generation));
  }
}
