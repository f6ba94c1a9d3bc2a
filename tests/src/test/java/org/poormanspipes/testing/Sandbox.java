package org.poormanspipes.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.poormanspipes.Device;

/// A [Peer] in a mount namespace of its own, so that no test alters the machine: with a small file
/// system, with another `/dev/shm`, as another user. Needs root, and says so by [Requires].
public final class Sandbox {
  /// A user and a group that own nothing.
  public static final int NOBODY = 65_534;

  private final StringBuilder script = new StringBuilder("set -e\n");
  private String runAs = "";

  /// Nothing prepared yet.
  public Sandbox() {
    Requires.root();
    Requires.program("unshare");
    Requires.thing(mountable(), "needs a mount namespace of its own (unshare -m)");
  }

  private static boolean mountable() {
    try {
      return new ProcessBuilder("unshare", "-m", "sh", "-c", "mount -t tmpfs none /mnt")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Mounts an empty tmpfs there.
  ///
  /// @param size as mount(8) has it, for example `1m`
  public Sandbox tmpfs(Path directory, String size) {
    return run("mount -t tmpfs -o size=" + size + ",mode=1777 none '" + directory + "'");
  }

  /// Runs a command of the shell before the process starts.
  public Sandbox run(String command) {
    script.append(command).append('\n');
    return this;
  }

  /// The process has another user and group, and no other groups.
  public Sandbox as(int id) {
    Requires.program("setpriv");
    Requires.thing(
        readableByAll(ChildJvm.placeOf(Device.class))
            && readableByAll(ChildJvm.placeOf(PeerMain.class))
            && readableByAll(Path.of(System.getProperty("java.home"))),
        "needs a checkout and a JDK that other users may read");
    runAs = "setpriv --reuid " + id + " --regid " + id + " --clear-groups ";
    return this;
  }

  private static boolean readableByAll(Path place) {
    for (Path path = place; path != null; path = path.getParent()) {
      try {
        if (Files.getPosixFilePermissions(path).stream()
            .noneMatch(permission -> permission.name().equals("OTHERS_EXECUTE"))) {
          return path.toString().endsWith(".jar");
        }
      } catch (IOException e) {
        return false;
      }
    }
    return true;
  }

  /// Starts the process.
  ///
  /// @param root its root directory, or `null` as a word
  public Peer start(String device, String root) throws IOException {
    List<String> prefix =
        List.of("unshare", "-m", "sh", "-c", script + "exec " + runAs + "\"$@\"", "sh");
    return Peer.start(prefix, device, root);
  }
}
