package org.poormanspipes.bench.transport;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/// A file that several processes map; new ones are zero.
final class MappedFile {
  private MappedFile() {}

  static MappedByteBuffer map(Path file, long bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
      mapped.order(ByteOrder.nativeOrder());
      // So that no round pays for the first touch of a page.
      return mapped.load();
    }
  }

  /// Waits until the other side has made a file.
  static void await(Path file) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!Files.exists(file)) {
      if (System.nanoTime() > end) {
        throw new IOException("nobody made " + file);
      }
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
    }
  }
}
