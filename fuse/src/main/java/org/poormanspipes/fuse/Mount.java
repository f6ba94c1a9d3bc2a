package org.poormanspipes.fuse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.DeviceObject;
import org.poormanspipes.fuse.mount.MountEntry;
import org.poormanspipes.fuse.mount.Mounter;
import org.poormanspipes.fuse.server.Server;
import org.poormanspipes.fuse.wire.Channel;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.Session;
import org.poormanspipes.linux.SystemCallException;

/// A device as a directory: whoever opens a file in it opens the resource of that name, through the
/// driver's entry points.
///
/// ```java
/// try (Device device = Device.open();
///     Mount mount = Mount.at(Path.of("/tmp/pipes"), device.object(), MountOptions.DEFAULT)) {
///   mount.awaitEnd();
/// }
/// ```
///
/// This process serves the mount in threads of its own. It must not use the mount itself: a thread
/// that waits there for an answer may be one that has to give it. Safe for any number of threads.
public final class Mount implements AutoCloseable {
  private final Path directory;
  private final Mounter mounter;
  private final Server server;

  /// Which of all mounts that were here it is.
  private final String number;

  /// Guarded by this.
  private boolean closed;

  private Mount(Path directory, String number, Mounter mounter, Server server) {
    this.directory = directory;
    this.number = number;
    this.mounter = mounter;
    this.server = server;
  }

  /// Mounts a device. A mount of ours whose server was killed is taken away first.
  ///
  /// @param directory an existing directory
  /// @param device what to mount; it stays the caller's, and has to be open as long as the mount is
  /// @param options how
  /// @return the mount, which is being served
  /// @throws IOException with one sentence for a person, if it is refused
  public static Mount at(Path directory, DeviceObject device, MountOptions options)
      throws IOException {
    Path place = place(directory);
    Mounter mounter = Mounter.ofThisUser();
    Descriptor kernel = mounter.mount(place, source(device), options.allowOther());
    Server server = new Server(new Channel(kernel), device, options.audit());
    String number = MountEntry.at(place).map(MountEntry::device).orElse("");
    server.start();
    return new Mount(place, number, mounter, server);
  }

  /// The table of mounts is for people and programs that split lines.
  private static String source(DeviceObject device) {
    return device.name().replaceAll("[^\\p{L}\\p{N}._-]", "_");
  }

  private static Path place(Path directory) throws IOException {
    Path place = real(directory);
    var present = MountEntry.at(place);
    if (present.isPresent() && present.get().isOurs()) {
      if (!isStale(place)) {
        throw new DeviceException(
            Kind.IN_USE,
            "the device '"
                + present.get().source()
                + "' is mounted on '"
                + place
                + "' already: 'pmp umount' takes it away");
      }
      Mounter.ofThisUser().detach(place);
    }
    if (!FileStatus.of(place).isDirectory()) {
      throw new DeviceException(
          Kind.INVALID, "'" + directory + "' is no directory: a device is mounted on one");
    }
    return place;
  }

  /// The directory without symbolic links. What is below a stale mount can't be asked for.
  private static Path real(Path directory) throws IOException {
    Path absolute = directory.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    Path name = absolute.getFileName();
    if (parent == null || name == null) {
      return absolute;
    }
    if (!Files.isDirectory(parent)) {
      throw new DeviceException(
          Kind.NOT_FOUND, "there is no directory '" + directory + "': make it with mkdir");
    }
    Path place = parent.toRealPath().resolve(name);
    if (MountEntry.at(place).isPresent()) {
      return place;
    }
    if (!Files.exists(place)) {
      throw new DeviceException(
          Kind.NOT_FOUND, "there is no directory '" + directory + "': make it with mkdir");
    }
    return place.toRealPath();
  }

  /// Whether nobody serves it any more.
  private static boolean isStale(Path place) throws IOException {
    try {
      FileStatus.of(place);
      return false;
    } catch (SystemCallException refused) {
      return refused.errno() == Errno.ENOTCONN || refused.errno() == Errno.ECONNABORTED;
    }
  }

  /// Takes a mount of ours away, whoever serves it.
  ///
  /// @param directory where it is
  /// @param force also while it is used: who waits in it gets an error
  /// @throws IOException with one sentence for a person, if it is refused
  public static void unmount(Path directory, boolean force) throws IOException {
    Path place = real(directory);
    var present = MountEntry.at(place);
    if (present.isEmpty() || !present.get().isOurs()) {
      throw new DeviceException(
          Kind.NOT_FOUND, "no device is mounted on '" + directory + "'; 'findmnt' shows what is");
    }
    Mounter mounter = Mounter.ofThisUser();
    try {
      if (force) {
        detach(mounter, place);
      } else {
        mounter.unmount(place);
      }
    } catch (SystemCallException refused) {
      throw new DeviceException(
          refused.errno() == Errno.EBUSY ? Kind.IN_USE : Kind.FAILED,
          "can't unmount '"
              + directory
              + "': "
              + (refused.errno() == Errno.EBUSY
                  ? "it is used, see 'fuser -vm "
                      + directory
                      + "'; --force unmounts it all the same"
                  : refused.getMessage()),
          refused);
    }
  }

  /// The server and who forces it to end may do so at the same time: then one comes second.
  private static void detach(Mounter mounter, Path place) throws IOException {
    try {
      mounter.detach(place);
    } catch (SystemCallException refused) {
      if (MountEntry.at(place).filter(MountEntry::isOurs).isPresent()) {
        throw refused;
      }
    }
  }

  /// Makes this process survive its terminal, for a server that goes on in the background. Does
  /// nothing if it leads a group of processes, as a shell's foreground job does.
  public static void leaveTerminal() {
    try {
      Session.leave();
    } catch (SystemCallException leads) {
      System.getLogger(Mount.class.getName())
          .log(System.Logger.Level.DEBUG, "stays in its session", leads);
    }
  }

  /// Where it is mounted.
  ///
  /// @return an absolute path without symbolic links
  public Path directory() {
    return directory;
  }

  /// Waits until it is unmounted, by this process or another.
  ///
  /// @throws InterruptedException if the thread is interrupted
  public void awaitEnd() throws InterruptedException {
    server.awaitEnd();
  }

  /// Unmounts, also while it is used: what waits in it ends with EIO, and what clients had open is
  /// closed. Whoever calls it second waits until that is done.
  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    server.endWaits();
    try {
      // Somebody may have unmounted it, and mounted another by now.
      if (MountEntry.at(directory).filter(entry -> entry.device().equals(number)).isPresent()) {
        detach(mounter, directory);
      }
    } finally {
      server.close();
    }
  }

  @Override
  public String toString() {
    return "Mount[" + directory + "]";
  }
}
