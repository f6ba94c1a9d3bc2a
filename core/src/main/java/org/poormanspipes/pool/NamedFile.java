package org.poormanspipes.pool;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.FileNames;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.SystemCallException;

/// A file with a name.
///
/// @param path where it is
public record NamedFile(Path path) implements BlockFile {

  private static final Set<Descriptor.Flag> READ_ONLY =
      Set.copyOf(EnumSet.of(Descriptor.Flag.READ_ONLY, Descriptor.Flag.NO_FOLLOW));

  private static final Set<Descriptor.Flag> READ_WRITE =
      Set.copyOf(EnumSet.of(Descriptor.Flag.READ_WRITE, Descriptor.Flag.NO_FOLLOW));

  @Override
  public Descriptor open(boolean write) throws SystemCallException {
    return Descriptor.open(path, write ? READ_WRITE : READ_ONLY, 0);
  }

  @Override
  public FileStatus status() throws SystemCallException {
    return FileStatus.ofLink(path);
  }

  @Override
  public void remove() throws SystemCallException {
    FileNames.unlinkIfPresent(path);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
