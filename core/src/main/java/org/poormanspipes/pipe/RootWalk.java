package org.poormanspipes.pipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Entry;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.SystemCallException;

/// The way to a root directory, one name after another, each looked up in the directory before it,
/// which is held open: whoever swaps a name meanwhile swaps nothing that was checked. What somebody
/// could have put in the way is refused, see [Trust].
final class RootWalk implements AutoCloseable {

  private static final Set<Descriptor.Flag> HOLD =
      Set.copyOf(EnumSet.of(Descriptor.Flag.PATH_ONLY, Descriptor.Flag.NO_FOLLOW));

  /// As many links as the kernel follows in one path.
  private static final int MOST_LINKS = 40;

  private static final String UP = "..";

  private final Path root;
  private final Deque<String> names = new ArrayDeque<>();
  private Descriptor directory;
  private int links;
  private boolean kept;

  private RootWalk(Path root) throws IOException {
    this.root = root;
    this.directory = Descriptor.open(Path.of("/"), HOLD, 0);
    push(root);
  }

  /// Goes to the directory that holds the root's name.
  static RootWalk to(Path root) throws IOException {
    RootWalk walk = new RootWalk(root);
    boolean done = false;
    try {
      while (walk.names.size() > 1) {
        walk.go(walk.required(), true);
      }
      done = true;
      return walk;
    } finally {
      if (!done) {
        walk.close();
      }
    }
  }

  /// The last name, in its directory; null if the root is the file system's.
  @Nullable Entry last() {
    String name = names.peek();
    return name == null ? null : Entry.in(directory, name);
  }

  /// Goes through what is left, and hands the root out, open.
  ///
  /// @param follow whether the root may be a link
  /// @return null if it is missing
  @Nullable Descriptor arrive(boolean follow) throws IOException {
    while (!names.isEmpty()) {
      Descriptor next = next();
      if (next == null) {
        return null;
      }
      go(next, follow);
    }
    return directory;
  }

  private Descriptor required() throws IOException {
    Descriptor next = next();
    if (next == null) {
      throw new SystemCallException(
          "open", "\"" + Entry.in(directory, names.getFirst()) + "\"", Errno.ENOENT);
    }
    return next;
  }

  private @Nullable Descriptor next() throws IOException {
    try {
      return Entry.in(directory, names.getFirst()).open(HOLD, 0);
    } catch (SystemCallException failed) {
      if (failed.errno() == Errno.ENOENT) {
        return null;
      }
      throw failed;
    }
  }

  private void go(Descriptor next, boolean follow) throws IOException {
    boolean entered = false;
    try {
      FileStatus status = next.status();
      String name = names.remove();
      if (!name.equals(UP) && !Trust.couldOnlyBePutByTrusted(status, directory.status())) {
        throw refused(next, status);
      }
      if (status.isLink() && follow) {
        turn(Path.of(Entry.readlink(next)));
      } else if (status.isDirectory()) {
        directory.close();
        directory = next;
        entered = true;
      } else {
        throw new DeviceException(
            Kind.FAILED, "can't use the root directory " + root + ": it is not a directory");
      }
    } finally {
      if (!entered) {
        next.close();
      }
    }
  }

  private void turn(Path target) throws IOException {
    links++;
    if (links > MOST_LINKS) {
      throw new SystemCallException("open", "\"" + root + "\"", Errno.ELOOP);
    }
    if (target.isAbsolute()) {
      directory.close();
      directory = Descriptor.open(Path.of("/"), HOLD, 0);
    }
    push(target);
  }

  private void push(Path path) {
    for (int at = path.getNameCount() - 1; at >= 0; at--) {
      String name = path.getName(at).toString();
      if (!name.isEmpty()) {
        names.push(name);
      }
    }
  }

  private DeviceException refused(Descriptor what, FileStatus status) {
    String place = what.path().equals(root) ? "it" : what.path().toString();
    return new DeviceException(
        Kind.DENIED,
        "can't use the root directory "
            + root
            + ": "
            + place
            + " belongs to "
            + Trust.user(status.uid())
            + ", who may have put it there to listen, for anybody may write into "
            + directory.path()
            + ": name another with --root or PMP_ROOT, one of your own or of root's");
  }

  /// The root is the caller's from now on, who closes it.
  Descriptor keep() {
    kept = true;
    return directory;
  }

  @Override
  public void close() {
    if (!kept) {
      directory.close();
    }
  }
}
