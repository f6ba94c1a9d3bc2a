package org.poormanspipes.pipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.FileNames;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.FileSystemStatus;
import org.poormanspipes.linux.Ids;
import org.poormanspipes.linux.Platform;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.NamedFile;

/// The directory that holds the devices.
///
/// @param path where it is
/// @param own whether it is the user's own, at a place that others could have taken first
record DeviceRoot(Path path, boolean own) {

  private static final String LOCK_FILE = ".lock";
  private static final int OWN_MODE = 0700;
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int READ_WRITE_BITS = 0666;

  private static final Set<Descriptor.Flag> CREATE =
      Set.copyOf(
          EnumSet.of(
              Descriptor.Flag.READ_WRITE, Descriptor.Flag.CREATE, Descriptor.Flag.NO_FOLLOW));

  /// The root of an address.
  ///
  /// @param named the directory that the caller named, or null for the user's own: in shared
  ///     memory, or where temporary files go if there is none
  static DeviceRoot of(@Nullable Path named) {
    Platform.require();
    if (named != null) {
      return new DeviceRoot(named.toAbsolutePath().normalize(), false);
    }
    Path memory = Path.of("/dev/shm");
    Path parent = Files.isDirectory(memory) ? memory : Path.of("/tmp");
    return new DeviceRoot(parent.resolve("pmp-" + Ids.uid()), true);
  }

  boolean exists() throws IOException {
    return status(path) != null;
  }

  /// Makes the directory if it is missing, and refuses one that can't serve.
  void open() throws IOException {
    try {
      if (!exists()) {
        makeDirectory();
      }
      check();
      if (status(lockFile()) == null) {
        makeLockFile();
      }
    } catch (IOException failed) {
      throw Refusals.of("use the root directory " + path, failed, Mend.NAMED);
    }
  }

  private void makeDirectory() throws IOException {
    try {
      FileNames.mkdir(path, OWN_MODE);
    } catch (SystemCallException failed) {
      if (failed.errno() != Errno.EEXIST) {
        throw failed;
      }
    }
  }

  private void makeLockFile() throws IOException {
    int mode = FileStatus.of(path).permissions() & READ_WRITE_BITS;
    try (Descriptor lock = Descriptor.open(lockFile(), CREATE, mode)) {
      lock.chmod(mode);
    }
  }

  private void check() throws IOException {
    FileStatus status = own ? FileStatus.ofLink(path) : FileStatus.of(path);
    if (!status.isDirectory()) {
      throw refused(Kind.FAILED, "it is not a directory");
    }
    if (own && status.uid() != Ids.uid()) {
      throw refused(
          Kind.DENIED,
          "it belongs to "
              + Ids.userName(status.uid())
              + ", who may have put it there to listen: name another with --root or PMP_ROOT");
    }
    if (own && (status.permissions() & WRITABLE_BY_OTHERS) != 0) {
      throw refused(Kind.DENIED, "others may write into it: 'chmod 700 " + path + "' mends it");
    }
    FileSystemStatus fileSystem = FileSystemStatus.of(path);
    if (fileSystem.isNetwork()) {
      throw refused(
          Kind.UNSUPPORTED,
          "it lies on a network file system ("
              + fileSystem.type()
              + "), where memory can't be shared: name a local one");
    }
  }

  private DeviceException refused(Kind kind, String why) {
    return new DeviceException(kind, "can't use the root directory " + path + ": " + why);
  }

  Path lockFile() {
    return path.resolve(LOCK_FILE);
  }

  /// Excludes others who make, link or remove a device of this name.
  NameLock lock(DeviceName name) throws IOException {
    return NameLock.acquire(
        new NamedFile(lockFile()),
        BlockId.hash(name.directory()),
        "the device '" + name.spelling() + "'");
  }

  /// The directory of a device; a link is followed, once, and only to a device beside it.
  NamedFiles files(DeviceName name) throws IOException {
    Path entry = path.resolve(name.directory());
    FileStatus status = status(entry);
    if (status == null || !status.isLink()) {
      return new NamedFiles(entry);
    }
    return new NamedFiles(path.resolve(DeviceName.parse(FileNames.readlink(entry)).directory()));
  }

  /// What stands at a path, without following it; null for nothing.
  static @Nullable FileStatus status(Path path) throws IOException {
    try {
      return FileStatus.ofLink(path);
    } catch (SystemCallException missing) {
      if (missing.errno() == Errno.ENOENT) {
        return null;
      }
      throw missing;
    }
  }
}
