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

class EntryTest {

  @TempDir Path directory;

  @Test
  void namesComeAndGo() throws IOException {
    Path file = Files.createFile(directory.resolve("f"));
    Path other = directory.resolve("g");
    Entry.of(file).rename(Entry.of(other));
    assertThat(Entry.of(directory).list()).containsExactly("g");
    assertThat(Entry.of(other).unlinkIfPresent()).isTrue();
    assertThat(Entry.of(other).unlinkIfPresent()).isFalse();
    assertThatThrownBy(() -> Entry.of(other).unlink())
        .isInstanceOf(SystemCallException.class)
        .hasMessage("unlink(\"%s\"): ENOENT (No such file or directory)", other);
    assertThatThrownBy(() -> Entry.of(file).rename(Entry.of(other)))
        .hasMessage("rename(\"%s\", \"%s\"): ENOENT (No such file or directory)", file, other);
  }

  @Test
  void unlinkIfPresentHidesNoOtherFailure() throws IOException {
    Path file = Files.createFile(directory.resolve("f"));
    assertThatThrownBy(() -> Entry.of(file.resolve("below")).unlinkIfPresent())
        .hasMessageContaining("ENOTDIR");
  }

  @Test
  void directoriesAreMadeAndRemoved() throws IOException {
    Path made = directory.resolve("d");
    Entry.of(made).mkdir(0700);
    assertThat(FileStatus.of(made).permissions()).isEqualTo(0700);
    assertThatThrownBy(() -> Entry.of(made).mkdir(01770))
        .hasMessage("mkdir(\"%s\", 01770): EEXIST (File exists)", made);
    assertThatThrownBy(() -> Entry.of(directory).rmdir()).hasMessageContaining("ENOTEMPTY");
    Entry.of(made).rmdir();
    assertThat(made).doesNotExist();
  }

  @Test
  void linksSayWhatTheyWereGiven() throws IOException {
    Path link = directory.resolve("link");
    String target = "../Zürich/" + "x".repeat(3000);
    Entry.of(link).symlink(target);
    assertThat(Entry.of(link).readlink()).isEqualTo(target);
    assertThatThrownBy(() -> Entry.of(link).symlink("a"))
        .hasMessage("symlink(\"a\", \"%s\"): EEXIST (File exists)", link);
    assertThatThrownBy(() -> Entry.of(directory).readlink())
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
    assertThat(Entry.of(directory).list()).containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void anEmptyDirectoryHasNoNames() throws IOException {
    assertThat(Entry.of(directory).list()).isEmpty();
  }

  @Test
  void whatIsNoDirectoryCannotBeListed() throws IOException {
    Path file = Files.createFile(directory.resolve("f"));
    assertThatThrownBy(() -> Entry.of(file).list())
        .isInstanceOf(SystemCallException.class)
        .hasMessage("open(\"%s\", O_RDONLY|O_DIRECTORY): ENOTDIR (Not a directory)", file);
  }

  @Test
  void aNulIsRefusedBeforeTheKernelWouldStopThere() {
    assertThatThrownBy(() -> Entry.of(directory.resolve("link")).symlink("a\0b"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("NUL at index 1 of \"a\\u0000b\"");
    assertThatThrownBy(() -> Entry.of(Path.of("a\0b")).unlink())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thePathOfAnotherKindOfFileSystemIsRefused() throws IOException {
    Path archive = directory.resolve("a.zip");
    try (FileSystem zip = FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
      assertThatThrownBy(() -> Entry.of(zip.getPath("/")).list())
          .isInstanceOf(ProviderMismatchException.class);
    }
  }

  @Test
  void theEmptyPathIsTheCurrentDirectory() throws IOException {
    assertThat(FileStatus.of(Path.of(""))).isEqualTo(FileStatus.of(Path.of(".")));
  }
}
