package org.poormanspipes.pool;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Entry;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.SystemCallException;

/// A file with a name. Opening it follows no link and waits for nothing, whatever stands there.
///
/// @param entry where it is: in a directory that is held open, or by a path
public record NamedFile(Entry entry) implements BlockFile {

  private static final Set<Descriptor.Flag> READ_ONLY =
      Set.copyOf(
          EnumSet.of(
              Descriptor.Flag.READ_ONLY, Descriptor.Flag.NO_FOLLOW, Descriptor.Flag.NON_BLOCKING));

  private static final Set<Descriptor.Flag> READ_WRITE =
      Set.copyOf(
          EnumSet.of(
              Descriptor.Flag.READ_WRITE, Descriptor.Flag.NO_FOLLOW, Descriptor.Flag.NON_BLOCKING));

  /// A file that is looked up by its path.
  ///
  /// @param path the path
  public NamedFile(Path path) {
    this(Entry.of(path));
  }

  /// Its whole path, for sentences.
  ///
  /// @return the path
  public Path path() {
    return entry.path();
  }

  @Override
  public Descriptor open(boolean write) throws SystemCallException {
    return entry.open(write ? READ_WRITE : READ_ONLY, 0);
  }

  @Override
  public FileStatus status() throws SystemCallException {
    return entry.status();
  }

  @Override
  public @Nullable FileStatus statusIfPresent() throws SystemCallException {
    return entry.statusIfPresent();
  }

  @Override
  public void remove() throws SystemCallException {
    entry.unlinkIfPresent();
  }

  @Override
  public String toString() {
    return entry.toString();
  }
}
