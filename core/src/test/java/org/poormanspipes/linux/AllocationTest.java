package org.poormanspipes.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocationTest {

  @TempDir(factory = Places.SharedMemory.class)
  Path directory;

  @Test
  void allocatesReally() throws IOException {
    try (Descriptor file = Places.open(directory.resolve("f"))) {
      file.allocate(0, 1 << 20);
      assertThat(file.status().size()).isEqualTo(1 << 20);
      assertThat(file.status().blocks512() * 512).isGreaterThanOrEqualTo(1 << 20);
      file.allocate(1 << 20, 1);
      assertThat(file.status().size()).isEqualTo((1 << 20) + 1);
    }
  }

  @Test
  void refusesNonsenseWithItsArguments() throws IOException {
    try (Descriptor file = Places.open(directory.resolve("f"))) {
      assertThatThrownBy(() -> file.allocate(0, 0))
          .isInstanceOf(SystemCallException.class)
          .hasMessage("fallocate(%s, 0, 0, 0): EINVAL (Invalid argument)", file);
    }
  }

  @Test
  void aFullFileSystemIsReportedWithSizes() throws Exception {
    List<String> small = onFileSystem("tmpfs -o size=1m");
    assumeTrue(works(small), "NOT RUN: no private mounts here (unshare)");
    Path file = directory.resolve("f");
    try (Child child = Child.start(small, "allocate", file.toString(), "2000000")) {
      assertThat(child.says())
          .contains(
              "\"" + file + "\", 0, 0, 2000000): ENOSPC (No space left on device);",
              "2000000 bytes wanted, ",
              " of 1048576 bytes available on this tmpfs");
    }
    try (Child child = Child.start(small, "allocate", file.toString(), "500000")) {
      assertThat(child.says()).isEqualTo("allocated");
    }
  }

  @Test
  void aFileSystemWithoutFallocateWillDo() throws Exception {
    List<String> simple = onFileSystem("ramfs");
    assumeTrue(works(simple), "NOT RUN: no private mounts here (unshare)");
    Path file = directory.resolve("f");
    try (Child child = Child.start(simple, "allocate", file.toString(), "500000")) {
      assertThat(child.says()).isEqualTo("allocated");
    }
    try (Child child = Child.start(simple, "allocate", file.toString(), "-1")) {
      assertThat(child.says()).endsWith("\"" + file + "\", 0, 0, -1): EINVAL (Invalid argument)");
    }
  }

  /// Runs what follows where the directory is a file system of its own, which goes with its last
  /// process.
  private List<String> onFileSystem(String type) {
    String script = "mount -t " + type + " pmp-test \"$0\" && exec \"$@\"";
    String namespaces = Ids.uid() == 0 ? "-m" : "-rm";
    return List.of("unshare", namespaces, "sh", "-c", script, directory.toString());
  }

  private static boolean works(List<String> prefix) throws InterruptedException {
    try {
      ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(prefix));
      builder.command().add("true");
      return builder.start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
