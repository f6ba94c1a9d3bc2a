package org.poormanspipes.linux;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.linux.Mapping.Access;

class MappingTest {

  private static final int SIZE = 1 << 16;

  @TempDir(factory = Places.SharedMemory.class)
  Path directory;

  @Test
  void twoMappingsOfAFileAreTheSameMemory() throws IOException {
    try (Descriptor file = Places.open(directory.resolve("f"), SIZE)) {
      Mapping one = Mapping.map(file, 0, SIZE, Access.READ_WRITE);
      Mapping other = Mapping.map(file, 0, SIZE, Access.READ_ONLY);
      one.segment().set(JAVA_LONG, 4096, 4711);
      assertThat(other.segment().get(JAVA_LONG, 4096)).isEqualTo(4711);
      assertThat(other.segment().address()).isNotEqualTo(one.segment().address());
      one.unmap();
      other.unmap();
    }
  }

  @Test
  void outlivesItsDescriptorAndSeesOrdinaryWrites() throws IOException {
    Descriptor file = Places.open(directory.resolve("f"), SIZE);
    Mapping mapping = Mapping.map(file, 4096, 100, Access.READ_WRITE);
    assertThat(mapping.size()).isEqualTo(100);
    assertThat(mapping.segment().byteSize()).isEqualTo(100);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment word = arena.allocate(JAVA_INT);
      word.set(JAVA_INT, 0, 42);
      file.write(word, 4096);
      file.close();
      assertThat(mapping.segment().get(JAVA_INT, 0)).isEqualTo(42);
    } finally {
      mapping.unmap();
    }
  }

  @Test
  void readOnlyMemoryRefusesToBeWritten() throws IOException {
    try (Descriptor file = Places.open(directory.resolve("f"), SIZE)) {
      Mapping mapping = Mapping.map(file, 0, SIZE, Access.READ_ONLY);
      assertThatThrownBy(() -> mapping.segment().set(JAVA_INT, 0, 1))
          .isInstanceOf(IllegalArgumentException.class);
      mapping.unmap();
    }
  }

  @Test
  void childrenDoNotInheritIt() throws IOException {
    try (Descriptor file = Places.open(directory.resolve("f"), SIZE)) {
      Mapping mapping = Mapping.map(file, 0, SIZE, Access.READ_WRITE);
      assertThat(kernelsView(file.path())).contains(" dc ");
      mapping.unmap();
    }
  }

  @Test
  void unmappingTwiceUnmapsOnce() throws IOException {
    try (Descriptor file = Places.open(directory.resolve("f"), SIZE)) {
      Mapping first = Mapping.map(file, 0, SIZE, Access.READ_WRITE);
      first.unmap();
      assertThat(kernelsView(file.path())).isEmpty();
      Mapping second = Mapping.map(file, 0, SIZE, Access.READ_WRITE);
      first.unmap();
      second.segment().set(JAVA_INT, 0, 1);
      second.unmap();
      assertThat(kernelsView(file.path())).isEmpty();
    }
  }

  @Test
  void mistakesAreNamed() throws IOException {
    try (Descriptor file = Places.open(directory.resolve("f"), SIZE)) {
      assertThatThrownBy(() -> Mapping.map(file, 0, 0, Access.READ_ONLY))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("size=0 must be positive: " + file);
      assertThatThrownBy(() -> Mapping.map(file, 1, 10, Access.READ_WRITE))
          .isInstanceOf(SystemCallException.class)
          .hasMessage(
              "mmap(NULL, 10, PROT_READ|PROT_WRITE, MAP_SHARED, %s, 1): EINVAL (Invalid argument)",
              file);
    }
  }

  @Test
  void aSmallMappingCanBePinned() throws IOException {
    try (Descriptor file = Places.open(directory.resolve("f"), SIZE)) {
      Mapping mapping = Mapping.map(file, 0, 4096, Access.READ_WRITE);
      mapping.pin();
      assertThat(kernelsView(file.path())).containsPattern("Locked: +4 kB");
      mapping.unmap();
    }
  }

  @Test
  void theLimitOnPinningIsExplained() throws IOException {
    assumeTrue(Files.exists(Path.of("/usr/bin/prlimit")), "NOT RUN: no prlimit");
    assumeTrue(Files.exists(Path.of("/usr/bin/setpriv")), "NOT RUN: no setpriv");
    List<String> limited =
        Ids.uid() == 0
            ? List.of("prlimit", "--memlock=65536", "setpriv", "--bounding-set", "-ipc_lock")
            : List.of("prlimit", "--memlock=65536");
    Path path = directory.resolve("f");
    Places.open(path, 1 << 20).close();
    try (Child child = Child.start(limited, "pin", path.toString(), "1048576")) {
      assertThat(child.says())
          .startsWith("mlock(0x")
          .contains(
              ", 1048576): ENOMEM (Cannot allocate memory); 1048576 bytes wanted, and this process"
                  + " may pin 65536 bytes in all (RLIMIT_MEMLOCK): raise that with ulimit -l");
    }
  }

  @Test
  void withoutALimitItIsMemoryThatIsShort() {
    assertThat(Pinning.hint(10, -1)).startsWith("10 bytes wanted; RLIMIT_MEMLOCK is unlimited");
  }

  @Test
  void withinTheLimitSomethingElseIsToBlame() {
    assertThat(Pinning.hint(10, 10))
        .endsWith(
            ": others of its pins have used that up, or the file is" + " shorter than its mapping");
  }

  /// What /proc/self/smaps says of the mappings of a file.
  private static String kernelsView(Path file) throws IOException {
    StringBuilder view = new StringBuilder();
    boolean ours = false;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      if (line.matches("[0-9a-f]+-[0-9a-f]+ .*")) {
        ours = line.endsWith(file.toString());
      }
      if (ours) {
        view.append(line).append(" \n");
      }
    }
    return view.toString();
  }
}
