package org.poormanspipes.pipe;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Entry;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.NamedFile;

/// The files of a device that is a directory, which is held open, so that nobody can put another in
/// its place.
///
/// @param place the directory's own name, in the root
/// @param directory the device's directory
record NamedFiles(Entry place, Descriptor directory) implements PipeFiles {

  private static final Set<Descriptor.Flag> HOLD =
      Set.copyOf(
          EnumSet.of(
              Descriptor.Flag.PATH_ONLY, Descriptor.Flag.NO_FOLLOW, Descriptor.Flag.DIRECTORY));

  private static final String DEVICE_FILE = "device";
  private static final String NEW_DEVICE_FILE = "device.new";
  private static final String LOCK_FILE = "lock";

  static NamedFiles open(Entry place) throws SystemCallException {
    return new NamedFiles(place, place.open(HOLD, 0));
  }

  /// Null if there is no directory.
  static @Nullable NamedFiles openIfPresent(Entry place) throws SystemCallException {
    try {
      return open(place);
    } catch (SystemCallException failed) {
      if (failed.errno() == Errno.ENOENT) {
        return null;
      }
      throw failed;
    }
  }

  /// The directory itself, as a name in it.
  NamedFile self() {
    return file(".");
  }

  @Override
  public NamedFile device() {
    return file(DEVICE_FILE);
  }

  NamedFile newDevice() {
    return file(NEW_DEVICE_FILE);
  }

  @Override
  public NamedFile lock() {
    return file(LOCK_FILE);
  }

  @Override
  public NamedFile pipe(BlockId id) {
    return file(id.pipeFile());
  }

  NamedFile newPipe(BlockId id) {
    return file(id.newFile());
  }

  @Override
  public NamedFile ring(BlockId id, long generation) {
    return file(id.ringFile(generation));
  }

  @Override
  public List<String> list() throws SystemCallException {
    return self().entry().list();
  }

  @Override
  public NamedFile file(String name) {
    return new NamedFile(Entry.in(directory, name));
  }

  @Override
  public FileStatus status() throws SystemCallException {
    return directory.status();
  }

  @Override
  public NamedFiles named(String why) {
    return this;
  }

  @Override
  public Mend mend() {
    return Mend.NAMED;
  }

  @Override
  public void close() {
    directory.close();
  }

  @Override
  public String toString() {
    return place.toString();
  }
}
