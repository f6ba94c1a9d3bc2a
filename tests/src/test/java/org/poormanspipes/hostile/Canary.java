package org.poormanspipes.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.poormanspipes.testing.TemporaryRoot;

/// Files of the victim that an attacker wants changed: what they are, and that they stay so.
final class Canary {
  private final Path directory;
  private final Map<String, String> before;

  /// Makes `secret`, `open` (which anybody may write, so that anybody may give it another name),
  /// and a directory with a file in it.
  Canary(Path directory, int owner) throws IOException {
    this.directory = Files.createDirectory(directory);
    Path inner = Files.createDirectory(directory.resolve("inner"));
    for (Path file :
        List.of(directory.resolve("secret"), directory.resolve("open"), inner.resolve("lock"))) {
      Files.writeString(
          file, "mine, all of it, and longer than the header of a block. ".repeat(40));
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }
    Files.setPosixFilePermissions(
        directory.resolve("open"), PosixFilePermissions.fromString("rw-r--rw-"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    for (Path path : List.of(directory, inner)) {
      Files.setAttribute(path, "unix:uid", owner);
    }
    for (Path file :
        List.of(directory.resolve("secret"), directory.resolve("open"), inner.resolve("lock"))) {
      Files.setAttribute(file, "unix:uid", owner);
    }
    before = look();
  }

  Path directory() {
    return directory;
  }

  void isUnchanged() throws IOException {
    assertThat(look()).isEqualTo(before);
  }

  private Map<String, String> look() throws IOException {
    Map<String, String> found = new TreeMap<>();
    for (String name : TemporaryRoot.tree(directory)) {
      Path path = directory.resolve(name);
      Map<String, Object> all =
          Files.readAttributes(path, "unix:mode,uid,gid,size", LinkOption.NOFOLLOW_LINKS);
      String content = Files.isRegularFile(path) ? Files.readString(path) : "";
      found.put(name, new TreeMap<>(all) + content);
    }
    return found;
  }
}
