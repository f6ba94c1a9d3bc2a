package org.poormanspipes.pool;

import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.MemoryFile;
import org.poormanspipes.linux.SystemCallException;

/// A file in memory that has no name. The descriptor stays whoever's it is; once that is closed,
/// the file can't be opened here any more.
///
/// @param descriptor what leads to it
public record UnnamedFile(Descriptor descriptor) implements BlockFile {

  @Override
  public Descriptor open(boolean write) throws SystemCallException {
    return MemoryFile.reopen(descriptor, write);
  }

  @Override
  public FileStatus status() throws SystemCallException {
    return descriptor.status();
  }

  /// It is there as long as the descriptor is.
  @Override
  public FileStatus statusIfPresent() throws SystemCallException {
    return status();
  }

  /// There is no name; it goes with the last descriptor.
  @Override
  public void remove() {}

  @Override
  public String toString() {
    return descriptor.path().toString();
  }
}
