package org.poormanspipes.pipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.PeerListener;
import org.poormanspipes.driver.PeerSocket;
import org.poormanspipes.linux.DirectoryLock;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.LocalListener;
import org.poormanspipes.linux.LocalSocket;
import org.poormanspipes.linux.Platform;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.NamedFile;

/// Listens at a path. Two that begin at the same time, and find what a dead one left, exclude each
/// other by a lock on the directory.
final class SocketListener implements PeerListener {

  private static final int MODE = 0600;
  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final long PAUSE_NANOS = 1_000_000;

  private final LocalListener listener;
  private final NamedFile file;
  private final FileStatus own;

  private SocketListener(LocalListener listener, NamedFile file) throws IOException {
    this.listener = listener;
    this.file = file;
    this.own = file.status();
  }

  static SocketListener listen(Path path) throws IOException {
    Platform.require();
    NamedFile file = new NamedFile(path);
    Path directory = path.toAbsolutePath().getParent();
    try (DirectoryLock _ = lock(directory == null ? path : directory)) {
      clear(file);
      return new SocketListener(LocalListener.bind(path, MODE), file);
    } catch (SystemCallException refused) {
      throw Refusals.of("listen at " + path, refused, Mend.UNNAMED);
    }
  }

  private static DirectoryLock lock(Path directory) throws IOException {
    long started = System.nanoTime();
    while (true) {
      try {
        return DirectoryLock.take(directory);
      } catch (SystemCallException taken) {
        if (taken.errno() != Errno.EAGAIN) {
          throw taken;
        }
        if (System.nanoTime() - started > PATIENCE_NANOS) {
          throw new DeviceException(
              Kind.BUSY, "another process has locked the directory " + directory, taken);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }

  /// Removes the socket of a server that is dead, and nothing else.
  private static void clear(NamedFile file) throws IOException {
    FileStatus status = file.statusIfPresent();
    if (status == null) {
      return;
    }
    if (!status.isSocket()) {
      throw new DeviceException(
          Kind.EXISTS, file + " exists and is no socket: name another path, or remove it");
    }
    if (isServed(file)) {
      throw new DeviceException(
          Kind.IN_USE, "another process listens at " + file + ": end it, or name another path");
    }
    file.remove();
  }

  private static boolean isServed(NamedFile file) throws IOException {
    try {
      LocalSocket.connect(file.path()).close();
      return true;
    } catch (SystemCallException refused) {
      return switch (refused.errno()) {
        case Errno.ECONNREFUSED, Errno.ENOENT -> false;
        case Errno.EAGAIN -> true;
        default -> throw refused;
      };
    }
  }

  @Override
  public @Nullable PeerSocket accept() throws IOException {
    try {
      LocalSocket accepted = listener.accept();
      return accepted == null ? null : new SocketPeer(accepted);
    } catch (SystemCallException refused) {
      throw Refusals.of("let anybody in at " + file, refused, Mend.UNNAMED);
    }
  }

  /// The file first: once nobody listens, another may put its own there.
  @Override
  public void close() throws IOException {
    try {
      FileStatus status = file.statusIfPresent();
      boolean ours =
          status != null && status.inode() == own.inode() && status.device() == own.device();
      if (ours) {
        file.remove();
      }
    } finally {
      listener.close();
    }
  }
}
