package org.poormanspipes.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.ring.RingGeometry;
import org.poormanspipes.testing.TemporaryRoot;

/// Devices in shared memory, in a root directory of their own.
final class SharedMemory implements Backend {
  private final TemporaryRoot root = new TemporaryRoot();

  SharedMemory() throws IOException {}

  @Override
  public DeviceOptions.Builder device(String name) {
    return DeviceOptions.builder().device(name).root(root.path());
  }

  @Override
  public OptionalLong storageSize(long capacity) {
    return OptionalLong.of(RingGeometry.physicalSize(capacity));
  }

  /// The files of pipes.
  @Override
  public String leftovers(String device) {
    return leftovers(root.path().resolve(device.toLowerCase(Locale.ROOT)));
  }

  /// The files of pipes in a device's directory.
  static String leftovers(Path directory) {
    return Files.isDirectory(directory)
        ? TemporaryRoot.tree(directory).stream()
            .filter(file -> !file.equals("device") && !file.equals("lock"))
            .collect(Collectors.joining("\n"))
        : "";
  }

  @Override
  public void close() throws IOException {
    root.close();
  }

  /// For the concrete classes.
  interface Source extends Backend.Source {
    @Override
    default Backend newBackend() throws IOException {
      return new SharedMemory();
    }
  }
}
