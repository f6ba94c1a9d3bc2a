package org.poormanspipes.damage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;
import org.poormanspipes.Device;
import org.poormanspipes.DeviceOptions;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.Access;
import org.poormanspipes.time.Timeout;

/// Where a device keeps its files, and how to spoil them.
final class Places {
  /// Where a block's header has the layout's version.
  static final int VERSION = 0x08;

  private Places() {}

  static DeviceOptions device(Path root) {
    return DeviceOptions.builder().device("Example").root(root).build();
  }

  /// A pipe that stays, with `data` in it.
  static void create(Device device, String name, String data) throws IOException {
    PipeOptions options =
        PipeOptions.builder().type(PipeType.MESSAGE).lifetime(Lifetime.PERMANENT).build();
    try (PipeChannel pipe = device.open(name, Access.WRITE, options)) {
      pipe.write(ByteBuffer.wrap(data.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
  }

  static String read(Device device, String name) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    try (PipeChannel pipe = device.open(name, Access.READ)) {
      int read = pipe.read(buffer, Timeout.NOW);
      return read < 0
          ? org.poormanspipes.driver.Outcome.describe(read)
          : java.nio.charset.StandardCharsets.UTF_8.decode(buffer.flip()).toString();
    }
  }

  /// The file of a pipe's block, or of its ring.
  static Path file(Path root, String number, String infix) {
    Path directory = root.resolve("Example".toLowerCase(Locale.ROOT));
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(number + infix))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void truncate(Path file, long length) {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.setLength(length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Overwrites bytes, from an offset; a negative one counts from the end.
  static void overwrite(Path file, long offset, byte... bytes) {
    try (RandomAccessFile opened = new RandomAccessFile(file.toFile(), "rw")) {
      opened.seek(offset < 0 ? opened.length() + offset : offset);
      opened.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
