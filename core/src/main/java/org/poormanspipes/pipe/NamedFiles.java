package org.poormanspipes.pipe;

import java.nio.file.Path;
import java.util.List;
import org.poormanspipes.linux.FileNames;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.NamedFile;

/// The files of a device that is a directory.
///
/// @param directory the device's directory
record NamedFiles(Path directory) implements PipeFiles {

  private static final String DEVICE_FILE = "device";
  private static final String NEW_DEVICE_FILE = "device.new";
  private static final String LOCK_FILE = "lock";

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
    return FileNames.list(directory);
  }

  @Override
  public NamedFile file(String name) {
    return new NamedFile(directory.resolve(name));
  }

  @Override
  public FileStatus status() throws SystemCallException {
    return FileStatus.of(directory);
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
  public void close() {}

  @Override
  public String toString() {
    return directory.toString();
  }
}
