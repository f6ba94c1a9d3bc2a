package org.poormanspipes.pipe;

import java.util.List;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.BlockFile;
import org.poormanspipes.pool.UnnamedFile;

/// The files of a device that is nothing but three descriptors: its block, the block of its only
/// pipe, and that pipe's ring, which never moves. They are handed over in this order.
///
/// @param id the pipe's number
/// @param descriptors the three; closed with this
record UnnamedFiles(BlockId id, List<Descriptor> descriptors) implements PipeFiles {

  /// How many there are.
  static final int COUNT = 3;

  /// The only generation of the ring.
  static final long GENERATION = 0;

  private static final int DEVICE = 0;
  private static final int PIPE = 1;
  private static final int RING = 2;

  UnnamedFiles {
    descriptors = List.copyOf(descriptors);
  }

  @Override
  public UnnamedFile device() {
    return at(DEVICE);
  }

  /// The ring's, where nothing else is ever locked.
  @Override
  public UnnamedFile lock() {
    return at(RING);
  }

  UnnamedFile pipe() {
    return at(PIPE);
  }

  UnnamedFile ring() {
    return at(RING);
  }

  private UnnamedFile at(int place) {
    return new UnnamedFile(descriptors.get(place));
  }

  @Override
  public BlockFile pipe(BlockId number) throws SystemCallException {
    return file(number.pipeFile());
  }

  @Override
  public BlockFile ring(BlockId number, long generation) throws SystemCallException {
    return file(number.ringFile(generation));
  }

  @Override
  public List<String> list() {
    return List.of(id.pipeFile(), id.ringFile(GENERATION));
  }

  @Override
  public BlockFile file(String name) throws SystemCallException {
    if (name.equals(id.pipeFile())) {
      return pipe();
    }
    if (name.equals(id.ringFile(GENERATION))) {
      return ring();
    }
    throw new SystemCallException("open", "the unnamed " + name, Errno.ENOENT);
  }

  @Override
  public FileStatus status() throws SystemCallException {
    return device().status();
  }

  @Override
  public NamedFiles named(String why) throws DeviceException {
    throw new DeviceException(DeviceException.Kind.UNSUPPORTED, why);
  }

  @Override
  public Mend mend() {
    return Mend.UNNAMED;
  }

  @Override
  public void close() {
    descriptors.forEach(Descriptor::close);
  }

  @Override
  public String toString() {
    return "unnamed";
  }
}
