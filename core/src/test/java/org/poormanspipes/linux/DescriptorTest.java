package org.poormanspipes.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.linux.Descriptor.Flag;

class DescriptorTest {

  @TempDir(factory = Places.SharedMemory.class)
  Path directory;

  @Test
  void isClosedInChildProcesses() throws IOException {
    try (Descriptor file = Places.open(directory.resolve("f"))) {
      String info = Files.readString(Path.of("/proc/self/fdinfo/" + file.fd()));
      int flags = Integer.parseInt(info.replaceAll("(?s).*flags:\\s*([0-7]+).*", "$1"), 8);
      assertThat(flags & 02000000).as("O_CLOEXEC in %o", flags).isNotZero();
      assertThat(flags & 3).as("O_RDWR in %o", flags).isEqualTo(2);
    }
  }

  @Test
  void flagsMeanWhatTheySay() throws IOException {
    Path file = directory.resolve("f");
    Path link = Files.createSymbolicLink(directory.resolve("link"), file);
    Files.writeString(file, "some text");
    assertThat(errno(file, Flag.READ_WRITE, Flag.CREATE, Flag.EXCLUSIVE)).isEqualTo(Errno.EEXIST);
    assertThat(errno(link, Flag.READ_ONLY, Flag.NO_FOLLOW)).isEqualTo(Errno.ELOOP);
    assertThat(errno(file, Flag.DIRECTORY)).isEqualTo(Errno.ENOTDIR);
    assertThat(errno(directory, Flag.WRITE_ONLY)).isEqualTo(Errno.EISDIR);
    Descriptor.open(directory, EnumSet.of(Flag.DIRECTORY, Flag.NO_FOLLOW), 0).close();
    assertThat(file).hasContent("some text");
    Descriptor.open(link, EnumSet.of(Flag.WRITE_ONLY, Flag.TRUNCATE), 0).close();
    assertThat(file).isEmptyFile();
  }

  @Test
  void failuresToOpenShowPathFlagsAndMode() {
    Path file = directory.resolve("missing/f");
    assertThatThrownBy(() -> Descriptor.open(file, Set.of(Flag.CREATE, Flag.READ_WRITE), 0640))
        .isInstanceOf(SystemCallException.class)
        .hasMessage("open(\"%s\", O_RDWR|O_CREAT, 0640): ENOENT (No such file or directory)", file);
    assertThatThrownBy(() -> Descriptor.open(file, Set.of(), 0))
        .hasMessage("open(\"%s\", O_RDONLY): ENOENT (No such file or directory)", file);
    assertThatThrownBy(() -> Descriptor.open(file, Set.of(Flag.NO_FOLLOW, Flag.DIRECTORY), 0))
        .hasMessageContaining("\", O_RDONLY|O_DIRECTORY|O_NOFOLLOW): ENOENT");
  }

  @Test
  void twoKindsOfAccessAreAMistake() {
    assertThatThrownBy(
            () -> Descriptor.open(directory, EnumSet.of(Flag.READ_ONLY, Flag.READ_WRITE), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("flags=[READ_ONLY, READ_WRITE]");
  }

  @Test
  void truncateSetsTheSizeWithoutAllocating() throws IOException {
    try (Descriptor file = Places.open(directory.resolve("f"))) {
      file.truncate(1 << 20);
      assertThat(file.status().size()).isEqualTo(1 << 20);
      assertThat(file.status().blocks512()).isZero();
      assertThatThrownBy(() -> file.truncate(-1))
          .hasMessage("ftruncate(%s, -1): EINVAL (Invalid argument)", file);
    }
  }

  @Test
  void modeAndOwnerCanBeSet() throws IOException {
    try (Descriptor file = Places.open(directory.resolve("f"))) {
      file.chmod(06640);
      file.chown(-1, -1);
      file.chown(Ids.uid(), Ids.gid());
      assertThat(file.status().permissions() & 0777).isEqualTo(0640);
      assertThat(file.status().uid()).isEqualTo(Ids.uid());
      assertThat(file.status().gid()).isEqualTo(Ids.gid());
      if (Ids.uid() == 0) {
        file.chown(4711, -1);
        assertThat(file.status().uid()).isEqualTo(4711);
        assertThat(file.status().gid()).isEqualTo(Ids.gid());
      }
    }
  }

  @Test
  void closingTwiceClosesOnce() throws IOException {
    Descriptor first = Places.open(directory.resolve("first"));
    first.close();
    // Now this one has the number.
    try (Descriptor second = Places.open(directory.resolve("second"))) {
      first.close();
      assertThat(first.isClosed()).isTrue();
      assertThat(second.status().isRegular()).isTrue();
      assertThatThrownBy(first::status)
          .isInstanceOf(SystemCallException.class)
          .hasMessage("statx(closed \"%s\"): EBADF (Bad file descriptor)", first.path());
    }
  }

  @Test
  void closingUnderOperationsHarmsNoOtherFile() throws IOException, InterruptedException {
    try (Descriptor bystander = Places.open(directory.resolve("bystander"))) {
      for (int round = 0; round < 300; round++) {
        closeUnderOperations();
        assertThat(bystander.status().size()).isZero();
      }
    }
  }

  /// One thread changes the size of a file; once that is closed, no file that gets its number may
  /// change size.
  private void closeUnderOperations() throws IOException, InterruptedException {
    Descriptor file = Places.open(directory.resolve("victim"));
    CountDownLatch running = new CountDownLatch(1);
    Thread user =
        Thread.ofPlatform()
            .start(() -> {
              try {
                while (true) {
                  file.truncate(100);
                  running.countDown();
                }
              } catch (SystemCallException e) {
                assertThat(e.errno()).isEqualTo(Errno.EBADF);
              }
            });
    running.await();
    file.close();
    Path next = directory.resolve("next");
    try (Descriptor successor = Places.open(next)) {
      user.join();
      assertThat(successor.status().size()).isZero();
    }
    assertThat(Path.of("/proc/self/fd/" + file.fd()))
        .satisfies(fd -> assertThat(gone(fd)).isTrue());
  }

  private static boolean gone(Path fd) throws IOException {
    return !Files.isSymbolicLink(fd)
        || !Files.readSymbolicLink(fd).getFileName().toString().equals("victim");
  }

  private static int errno(Path path, Flag first, Flag... more) {
    return catchThrowableOfType(
            SystemCallException.class, () -> Descriptor.open(path, EnumSet.of(first, more), 0600))
        .errno();
  }
}
