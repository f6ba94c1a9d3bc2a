package org.poormanspipes.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.ProviderMismatchException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileNamesTest {

  @TempDir Path directory;

  @Test
  void namesComeAndGo() throws IOException {
    Path file = Files.createFile(directory.resolve("f"));
    Path other = directory.resolve("g");
    FileNames.rename(file, other);
    assertThat(FileNames.list(directory)).containsExactly("g");
    assertThat(FileNames.unlinkIfPresent(other)).isTrue();
    assertThat(FileNames.unlinkIfPresent(other)).isFalse();
    assertThatThrownBy(() -> FileNames.unlink(other))
        .isInstanceOf(SystemCallException.class)
        .hasMessage("unlink(\"%s\"): ENOENT (No such file or directory)", other);
    assertThatThrownBy(() -> FileNames.rename(file, other))
        .hasMessage("rename(\"%s\", \"%s\"): ENOENT (No such file or directory)", file, other);
  }

  @Test
  void unlinkIfPresentHidesNoOtherFailure() throws IOException {
    Path file = Files.createFile(directory.resolve("f"));
    assertThatThrownBy(() -> FileNames.unlinkIfPresent(file.resolve("below")))
        .hasMessageContaining("ENOTDIR");
  }

  @Test
  void directoriesAreMadeAndRemoved() throws IOException {
    Path made = directory.resolve("d");
    FileNames.mkdir(made, 0700);
    assertThat(FileStatus.of(made).permissions()).isEqualTo(0700);
    assertThatThrownBy(() -> FileNames.mkdir(made, 01770))
        .hasMessage("mkdir(\"%s\", 01770): EEXIST (File exists)", made);
    assertThatThrownBy(() -> FileNames.rmdir(directory)).hasMessageContaining("ENOTEMPTY");
    FileNames.rmdir(made);
    assertThat(made).doesNotExist();
  }

  @Test
  void linksSayWhatTheyWereGiven() throws IOException {
    Path link = directory.resolve("link");
    String target = "../Zürich/" + "x".repeat(3000);
    FileNames.symlink(target, link);
    assertThat(FileNames.readlink(link)).isEqualTo(target);
    assertThatThrownBy(() -> FileNames.symlink("a", link))
        .hasMessage("symlink(\"a\", \"%s\"): EEXIST (File exists)", link);
    assertThatThrownBy(() -> FileNames.readlink(directory))
        .hasMessage("readlink(\"%s\"): EINVAL (Invalid argument)", directory);
  }

  @Test
  void listsAllNames() throws IOException {
    List<String> expected =
        new ArrayList<>(List.of(".hidden", "...", "a b", "Größe", "n".repeat(255)));
    for (int i = 0; i < 5_000; i++) {
      expected.add("file number " + i);
    }
    for (String name : expected) {
      Files.createFile(directory.resolve(name));
    }
    assertThat(FileNames.list(directory)).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void anEmptyDirectoryHasNoNames() throws IOException {
    assertThat(FileNames.list(directory)).isEmpty();
  }

  @Test
  void whatIsNoDirectoryCannotBeListed() throws IOException {
    Path file = Files.createFile(directory.resolve("f"));
    assertThatThrownBy(() -> FileNames.list(file))
        .isInstanceOf(SystemCallException.class)
        .hasMessage("open(\"%s\", O_RDONLY|O_DIRECTORY): ENOTDIR (Not a directory)", file);
  }

  @Test
  void aNulIsRefusedBeforeTheKernelWouldStopThere() {
    assertThatThrownBy(() -> FileNames.symlink("a\0b", directory.resolve("link")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NUL at index 1 of \"a\\u0000b\"");
    assertThatThrownBy(() -> FileNames.unlink(Path.of("a\0b")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thePathOfAnotherKindOfFileSystemIsRefused() throws IOException {
    Path archive = directory.resolve("a.zip");
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      assertThatThrownBy(() -> FileNames.list(zip.getPath("/")))
          .isInstanceOf(ProviderMismatchException.class);
    }
  }

  @Test
  void theEmptyPathIsTheCurrentDirectory() throws IOException {
    assertThat(FileStatus.of(Path.of(""))).isEqualTo(FileStatus.of(Path.of(".")));
  }
}
