package org.poormanspipes.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;

/// `pmp demo`: two processes meet through one name, with what happened explained.
final class DemoCommand implements Command {

  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final String PREFIX = "pmp-demo-";

  @Override
  public Syntax syntax() {
    return new Syntax(
        "demo", "Shows at work what pipes are, with other processes; leaves nothing.");
  }

  @Override
  public int run(Arguments arguments, Stdio io) throws IOException {
    Path root =
        Files.isWritable(SHARED_MEMORY)
            ? Files.createTempDirectory(SHARED_MEMORY, PREFIX)
            : Files.createTempDirectory(PREFIX);
    Thread sweeper = new Thread(() -> Trees.delete(root), "pmp-demo-sweeper");
    Runtime.getRuntime().addShutdownHook(sweeper);
    DeviceOptions options =
        DeviceOptions.builder().root(root).device(DeviceOptions.DEFAULT_DEVICE).build();
    boolean fine;
    try (Device device = Device.open(options)) {
      fine = new Demo(root, device, io).run();
    } finally {
      Trees.delete(root);
      Runtime.getRuntime().removeShutdownHook(sweeper);
    }
    return fine ? ExitCode.DONE : ExitCode.FAILED;
  }
}
