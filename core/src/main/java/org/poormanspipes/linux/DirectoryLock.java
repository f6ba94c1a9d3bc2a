package org.poormanspipes.linux;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/// A lock on a directory, flock(2): who puts a file where another may have been left excludes
/// others who do the same. It dies with its owner.
public final class DirectoryLock implements AutoCloseable {

  private static final int LOCK_EX_NB = 2 | 4;
  private static final NativeFunction FLOCK = NativeFunction.named("flock");
  private static final Set<Descriptor.Flag> DIRECTORY =
      Set.copyOf(EnumSet.of(Descriptor.Flag.READ_ONLY, Descriptor.Flag.DIRECTORY));

  private final Descriptor directory;

  private DirectoryLock(Descriptor directory) {
    this.directory = directory;
  }

  /// Takes the lock; never waits.
  ///
  /// @param path the directory
  /// @return the lock
  /// @throws SystemCallException if the kernel refuses; EAGAIN if another has it
  public static DirectoryLock take(Path path) throws SystemCallException {
    Descriptor directory = Descriptor.open(path, DIRECTORY, 0);
    CallState state = CallState.current();
    if (FLOCK.retry(state, directory.fd(), LOCK_EX_NB, 0) == -1) {
      int errno = state.errno();
      directory.close();
      throw new SystemCallException("flock", Show.quoted(path), errno);
    }
    return new DirectoryLock(directory);
  }

  @Override
  public void close() {
    directory.close();
  }
}
