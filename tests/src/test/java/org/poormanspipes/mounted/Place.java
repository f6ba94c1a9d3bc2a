package org.poormanspipes.mounted;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.poormanspipes.Device;
import org.poormanspipes.PipeName;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceContext;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Errno;

/// A device of this driver: a mount, and the same device in shared memory for what a mount does not
/// offer.
///
/// @param shared the device in shared memory
/// @param directory where it is mounted
record Place(Device shared, String directory) implements DeviceContext {
  @Override
  public String kind() {
    return "mount";
  }

  /// The file of a pipe.
  ///
  /// @throws DeviceException if there can be none
  String file(String name) throws DeviceException {
    // What the kernel makes of `//` and `..` itself would reach other pipes.
    String spelling = PipeName.parse(name, true).spelling();
    if (spelling.isEmpty() || spelling.equals("/")) {
      throw Failures.uncarried("a name without a component");
    }
    return directory + "/" + name.replace('\\', '/');
  }

  /// Whether there is such a pipe. The server does what concerns one name in order, so what was
  /// closed before has also been closed there.
  boolean exists(String file) throws DeviceException {
    int result = Native.access(file);
    if (result < 0 && result != -Errno.ENOENT) {
      throw Failures.of(result, "look for '" + file + "'");
    }
    return result >= 0;
  }

  /// The directories above a file: they have to be there before it is made.
  void makeDirectories(String file) throws DeviceException {
    for (int at = file.indexOf('/', directory.length() + 1); at >= 0; ) {
      String parent = file.substring(0, at);
      int result = Native.mkdir(parent);
      if (result < 0 && result != -Errno.EEXIST) {
        throw Failures.of(result, "make '" + parent + "'");
      }
      at = file.indexOf('/', at + 1);
    }
  }

  Attributes stat(String name) throws IOException {
    String file = file(name);
    if (!exists(file)) {
      throw new DeviceException(Kind.NOT_FOUND, "there is no '" + name + "'");
    }
    return Properties.of(file, "'" + name + "'");
  }

  /// All pipes, by what the directories say.
  void list(Consumer<Attributes> visitor) throws IOException {
    list(Path.of(directory), visitor);
  }

  private static void list(Path place, Consumer<Attributes> visitor) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(place)) {
      for (Path entry : entries) {
        if (Files.isDirectory(entry)) {
          list(entry, visitor);
        } else {
          try {
            visitor.accept(Properties.of(entry.toString(), "'" + entry + "'"));
          } catch (DeviceException gone) {
            if (gone.kind() != Kind.NOT_FOUND) {
              throw gone;
            }
          }
        }
      }
    } catch (NoSuchFileException gone) {
      // Nothing is in it.
    }
  }
}
