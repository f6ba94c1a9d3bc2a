package org.poormanspipes.bench.transport;

import java.nio.file.Path;

/// One connection, as each of its ends is told of it.
///
/// @param directory where its files are, in memory
/// @param name what tells it from others in the directory
/// @param size bytes of each message
/// @param capacity how many bytes may be on the way
/// @param writers how many processes write
/// @param readers how many processes read
public record Link(Path directory, String name, int size, int capacity, int writers, int readers) {
  /// Another connection of the same kind.
  public Link named(String other) {
    return new Link(directory, other, size, capacity, writers, readers);
  }

  Path file(String suffix) {
    return directory.resolve(name + suffix);
  }
}
