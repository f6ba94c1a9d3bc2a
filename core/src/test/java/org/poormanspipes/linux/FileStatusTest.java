package org.poormanspipes.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileStatusTest {

  @TempDir Path directory;

  @Test
  void agreesWithJava() throws IOException {
    Path file = Files.writeString(directory.resolve("f"), "text");
    Files.createLink(directory.resolve("second name"), file);
    for (Path path : new Path[] {file, directory, Path.of("/dev/null"), Path.of("/dev/shm")}) {
      assertSameAsJava(FileStatus.of(path), Files.readAttributes(path, "unix:*"));
    }
    try (Descriptor open = Places.open(file)) {
      assertThat(open.status()).isEqualTo(FileStatus.of(file));
      assertThat(open.status().links()).isEqualTo(2);
    }
  }

  @Test
  void linksAreFollowedOrNot() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), directory);
    assertThat(FileStatus.of(link)).isEqualTo(FileStatus.of(directory));
    assertThat(FileStatus.of(link).isDirectory()).isTrue();
    FileStatus itself = FileStatus.ofLink(link);
    assertThat(itself.isLink()).isTrue();
    assertThat(itself.isDirectory()).isFalse();
    Map<String, Object> java = Files.readAttributes(link, "unix:*", LinkOption.NOFOLLOW_LINKS);
    assertSameAsJava(itself, java);
  }

  @Test
  void aDeletedFileHasNoLinks() throws IOException {
    try (Descriptor open = Places.open(directory.resolve("f"))) {
      Entry.of(open.path()).unlink();
      assertThat(open.status().links()).isZero();
    }
  }

  @Test
  void whatIsMissingIsReported() {
    Path missing = directory.resolve("missing");
    assertThatThrownBy(() -> FileStatus.of(missing))
        .isInstanceOf(SystemCallException.class)
        .hasMessage("statx(\"%s\"): ENOENT (No such file or directory)", missing);
    assertThatThrownBy(() -> FileStatus.ofLink(missing))
        .hasMessageStartingWith("statx(\"%s\", AT_SYMLINK_NOFOLLOW): ENOENT", missing);
  }

  @Test
  void largeDeviceNumbersAreComposedAsTheCLibraryDoes() {
    assertThat(Statx.device(8, 1)).isEqualTo(0x801);
    assertThat(Statx.device(0x12345678, 0x9abcdef0)).isEqualTo(0x123459abcde678f0L);
  }

  private static void assertSameAsJava(FileStatus status, Map<String, Object> java) {
    assertThat(status.mode()).isEqualTo(java.get("mode"));
    assertThat(status.uid()).isEqualTo(java.get("uid"));
    assertThat(status.gid()).isEqualTo(java.get("gid"));
    assertThat(status.size()).isEqualTo(java.get("size"));
    assertThat(status.inode()).isEqualTo(java.get("ino"));
    assertThat(status.device()).isEqualTo(java.get("dev"));
    assertThat(status.links()).isEqualTo(((Integer) java.get("nlink")).longValue());
    assertThat(status.isRegular()).isEqualTo(java.get("isRegularFile"));
    assertThat(status.isDirectory()).isEqualTo(java.get("isDirectory"));
    assertThat(status.changedNanos()).isEqualTo(nanos(java.get("ctime")));
    assertThat(status.modifiedNanos()).isEqualTo(nanos(java.get("lastModifiedTime")));
  }

  private static long nanos(Object time) {
    return ((FileTime) time).to(TimeUnit.NANOSECONDS);
  }
}
