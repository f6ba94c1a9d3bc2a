package org.poormanspipes.pipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Entry;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.FileSystemStatus;
import org.poormanspipes.linux.Ids;
import org.poormanspipes.linux.Platform;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.pool.NamedFile;

/// The directory that holds the devices, held open: everything in it is looked up there.
final class DeviceRoot implements AutoCloseable {

  private static final String LOCK_FILE = ".lock";
  private static final int OWN_MODE = 0700;
  private static final int WRITABLE_BY_OTHERS = 0022;
  private static final int READ_WRITE_BITS = 0666;

  private final Path path;

  /// Whether it is the user's own, at a place that others could have taken first.
  private final boolean own;

  private final Descriptor directory;

  private DeviceRoot(Path path, boolean own, Descriptor directory) {
    this.path = path;
    this.own = own;
    this.directory = directory;
  }

  /// Where the root of an address is.
  ///
  /// @param named the directory that the caller named, or null for the user's own: in shared
  ///     memory, or where temporary files go if there is none
  static Path place(@Nullable Path named) {
    Platform.require();
    if (named != null) {
      return named.toAbsolutePath().normalize();
    }
    Path memory = Path.of("/dev/shm");
    Path parent = Files.isDirectory(memory) ? memory : Path.of("/tmp");
    return parent.resolve("pmp-" + Ids.uid());
  }

  /// Opens the root if it is there, and refuses one that can't serve.
  static @Nullable DeviceRoot find(@Nullable Path named) throws IOException {
    return open(named, false);
  }

  /// Opens the root, and makes what is missing of it.
  static DeviceRoot make(@Nullable Path named) throws IOException {
    DeviceRoot root = open(named, true);
    if (root == null) {
      Path place = place(named);
      throw new DeviceException(
          Kind.BUSY, "can't use the root directory " + place + ": it comes and goes");
    }
    return root;
  }

  private static @Nullable DeviceRoot open(@Nullable Path named, boolean make) throws IOException {
    Path place = place(named);
    try (RootWalk walk = RootWalk.to(place)) {
      Descriptor directory = walk.arrive(named != null);
      if (directory == null && make) {
        makeDirectory(walk.last());
        directory = walk.arrive(named != null);
      }
      return directory == null ? null : open(place, named == null, walk.keep(), make);
    } catch (IOException failed) {
      throw refused(place, make, failed);
    }
  }

  private static IOException refused(Path place, boolean make, IOException failed) {
    boolean missing =
        !make && failed instanceof SystemCallException call && call.errno() == Errno.ENOENT;
    return missing
        ? new DeviceException(Kind.NOT_FOUND, "there is no root directory " + place, failed)
        : Refusals.of("use the root directory " + place, failed, Mend.NAMED);
  }

  private static DeviceRoot open(Path place, boolean own, Descriptor directory, boolean make)
      throws IOException {
    DeviceRoot root = new DeviceRoot(place, own, directory);
    boolean right = false;
    try {
      root.check();
      if (make) {
        root.makeLockFile();
      }
      right = true;
      return root;
    } finally {
      if (!right) {
        root.close();
      }
    }
  }

  private static void makeDirectory(@Nullable Entry missing) throws IOException {
    try {
      if (missing != null) {
        missing.mkdir(OWN_MODE);
      }
    } catch (SystemCallException failed) {
      if (failed.errno() != Errno.EEXIST) {
        throw failed;
      }
    }
  }

  private void check() throws IOException {
    FileStatus status = status();
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

  Path path() {
    return path;
  }

  FileStatus status() throws IOException {
    return directory.status();
  }

  Entry entry(String name) {
    return new Entry(directory, path.resolve(name));
  }

  void makeLockFile() throws IOException {
    LockFiles.make(lockFile().entry(), status().permissions() & READ_WRITE_BITS);
  }

  private NamedFile lockFile() {
    return new NamedFile(entry(LOCK_FILE));
  }

  /// Excludes others who make, link or remove a device of this name.
  NameLock lock(DeviceName name) throws IOException {
    return NameLock.acquire(
        lockFile(), BlockId.hash(name.directory()), "the device '" + name.spelling() + "'");
  }

  /// Where a device's directory is, or would be; a link is followed, once, and only to a device
  /// beside it, and only one that a stranger could not have made.
  Entry place(DeviceName name) throws IOException {
    Entry entry = entry(name.directory());
    FileStatus status = entry.statusIfPresent();
    if (status == null || !status.isLink()) {
      return entry;
    }
    if (!Trust.couldOnlyBePutByTrusted(status, status())) {
      throw new DeviceException(
          Kind.DENIED,
          "the link '"
              + name.spelling()
              + "' was made by "
              + Trust.user(status.uid())
              + ", and in "
              + path
              + ", where anybody may write, only those of its owner, of root and of your own are"
              + " followed: use the device's own name");
    }
    return entry(DeviceName.parse(entry.readlink()).directory());
  }

  /// A device's files; null if there is none of that name.
  @Nullable NamedFiles find(DeviceName name) throws IOException {
    Entry place = place(name);
    FileStatus status = place.statusIfPresent();
    if (status != null && !status.isDirectory()) {
      throw new DeviceException(
          Kind.DENIED,
          "the name '"
              + name.spelling()
              + "' is taken by "
              + place
              + ", which is no directory and belongs to "
              + Trust.user(status.uid())
              + ": have it removed, or use another name");
    }
    NamedFiles files = NamedFiles.openIfPresent(place);
    boolean found = false;
    try {
      found = files != null && files.device().statusIfPresent() != null;
      return found ? files : null;
    } catch (SystemCallException refused) {
      throw refused.errno() == Errno.EACCES && status != null ? closed(name, status) : refused;
    } finally {
      if (!found && files != null) {
        files.close();
      }
    }
  }

  private static DeviceException closed(DeviceName name, FileStatus status) {
    return new DeviceException(
        Kind.DENIED,
        String.format(
            Locale.ROOT,
            "the device '%s' belongs to %s, and its mode %04o does not let you in: use another, or"
                + " have its owner share it with 'pmp device set %1$s --mode'",
            name.spelling(),
            Trust.user(status.uid()),
            status.permissions()));
  }

  @Override
  public void close() {
    directory.close();
  }
}
