package org.poormanspipes.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A root directory of a test's own, in shared memory where there is some. Closing it removes it.
public final class TemporaryRoot implements AutoCloseable {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  private final Path path;

  /// Makes the directory.
  public TemporaryRoot() throws IOException {
    this(
        Files.isWritable(SHARED_MEMORY)
            ? SHARED_MEMORY
            : Path.of(System.getProperty("java.io.tmpdir")));
  }

  /// Makes the directory in another.
  public TemporaryRoot(Path parent) throws IOException {
    path = Files.createTempDirectory(parent, "pmp-test-");
  }

  /// The directory.
  public Path path() {
    return path;
  }

  /// Everything below a directory, as paths relative to it, sorted.
  public static List<String> tree(Path directory) {
    try (Stream<Path> entries = Files.walk(directory)) {
      return entries
          .filter(entry -> !entry.equals(directory))
          .map(entry -> directory.relativize(entry).toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    List<Path> entries;
    try (Stream<Path> walk = Files.walk(path)) {
      entries = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path entry : entries) {
      Files.deleteIfExists(entry);
    }
  }
}
