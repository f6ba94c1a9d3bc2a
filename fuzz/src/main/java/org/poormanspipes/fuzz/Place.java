package org.poormanspipes.fuzz;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.driver.DeviceAddress;
import org.poormanspipes.driver.DeviceObject;
import org.poormanspipes.driver.Disposition;
import org.poormanspipes.pipe.PipeDriver;

/// A device in a directory of its own, on memory, that is brought back after each input to how it
/// was. The directory goes with the process; one whose process was killed is removed by the next.
public final class Place implements AutoCloseable {
  private static final Path MEMORY = Path.of("/dev/shm");
  private static final String PREFIX = "pmp-fuzz-";
  private static final String DEVICE = "Fuzz";
  private static final List<String> KEPT = List.of("device", "lock");

  private final Path root;
  private final Path directory;
  private final Device device;
  private final PipeDriver driver = new PipeDriver();
  private final FileChannel block;
  private final byte[] pristine;

  private Place(Path root, Device device) throws IOException {
    this.root = root;
    this.directory = root.resolve("fuzz");
    this.device = device;
    this.block =
        FileChannel.open(
            directory.resolve("device"), StandardOpenOption.READ, StandardOpenOption.WRITE);
    this.pristine = Files.readAllBytes(directory.resolve("device"));
  }

  /// Makes one, with small quotas.
  public static Place make() throws IOException {
    Path parent =
        Files.isWritable(MEMORY) ? MEMORY : Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    removeStale(parent);
    Path root = Files.createTempDirectory(parent, PREFIX + ProcessHandle.current().pid() + "-");
    Runtime.getRuntime().addShutdownHook(new Thread(() -> removeTree(root)));
    return new Place(root, Device.open(options(root)));
  }

  private static DeviceOptions options(Path root) {
    return DeviceOptions.builder()
        .device(DEVICE)
        .root(root)
        .attribute("quota-bytes", "1M")
        .attribute("quota-pipes", "50")
        .attribute("default-capacity", "1000")
        .build();
  }

  private static void removeStale(Path parent) throws IOException {
    try (Stream<Path> found = Files.list(parent)) {
      found.filter(Place::isStale).forEach(Place::removeTree);
    }
  }

  private static boolean isStale(Path path) {
    String name = String.valueOf(path.getFileName());
    if (!name.startsWith(PREFIX)) {
      return false;
    }
    String owner = name.substring(PREFIX.length()).replaceFirst("-.*", "");
    return owner.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(owner)).isEmpty();
  }

  private static void removeTree(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(path)) {
      for (Path entry : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(entry);
      }
    } catch (IOException | UncheckedIOException gone) {
      // Somebody else removes it too.
    }
  }

  /// The device, open.
  public Device device() {
    return device;
  }

  /// What opens the device once more.
  public DeviceOptions options() {
    return options(root);
  }

  /// Where the device is.
  DeviceAddress address() {
    return DeviceAddress.parse(DEVICE, root);
  }

  /// Opens a device that is there, as another process would.
  DeviceObject attach(DeviceAddress address) throws IOException {
    return driver.attach(address, Disposition.OPEN, Map.of());
  }

  /// The directory that holds the device's.
  public Path root() {
    return root;
  }

  /// The device's directory.
  public Path directory() {
    return directory;
  }

  /// The device's block as it was.
  byte[] pristine() {
    return pristine;
  }

  /// Writes the device's block, which is mapped in this process.
  void writeBlock(byte[] bytes) throws IOException {
    block.write(ByteBuffer.wrap(bytes), 0);
  }

  /// How it was: no pipes, and the device's block unchanged.
  public void restore() throws IOException {
    String[] names = directory.toFile().list();
    if (names == null) {
      throw new Finding("the device's directory is gone");
    }
    for (String name : names) {
      if (!KEPT.contains(name) && !new File(directory.toFile(), name).delete()) {
        throw new Finding("'" + name + "' can't be removed");
      }
    }
    writeBlock(pristine);
  }

  @Override
  public void close() throws IOException {
    device.close();
    block.close();
    removeTree(root);
  }
}
