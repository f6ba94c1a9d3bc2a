package org.poormanspipes.linux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferTest {

  @TempDir Path directory;

  @Test
  void whatWasWrittenIsRead() throws IOException {
    try (Descriptor file = Places.open(directory.resolve("f"));
        Arena arena = Arena.ofConfined()) {
      MemorySegment text = arena.allocateFrom("hello", UTF_8).asSlice(0, 5);
      assertThat(file.write(text, 3)).isEqualTo(5);
      assertThat(file.status().size()).isEqualTo(8);
      MemorySegment back = arena.allocate(5);
      assertThat(file.read(back, 3)).isEqualTo(5);
      assertThat(back.mismatch(text)).isEqualTo(-1);
    }
  }

  @Test
  void readingStopsAtTheEndOfTheFile() throws IOException {
    try (Descriptor file = Places.open(directory.resolve("f"), 10);
        Arena arena = Arena.ofConfined()) {
      assertThat(file.read(arena.allocate(100), 4)).isEqualTo(6);
      assertThat(file.read(arena.allocate(100), 10)).isZero();
      assertThat(file.read(MemorySegment.NULL, 0)).isZero();
    }
  }

  @Test
  void largeTransfersAreComplete() throws IOException {
    try (Descriptor file = Places.open(directory.resolve("f"));
        Arena arena = Arena.ofConfined()) {
      MemorySegment large = arena.allocate(9_000_001).fill((byte) 7);
      large.set(ValueLayout.JAVA_BYTE, 9_000_000, (byte) 8);
      assertThat(file.write(large, 0)).isEqualTo(9_000_001);
      MemorySegment back = arena.allocate(9_000_001);
      assertThat(file.read(back, 0)).isEqualTo(9_000_001);
      assertThat(back.mismatch(large)).isEqualTo(-1);
    }
  }

  @Test
  void memoryThatCannotBeUsedIsRefused() throws IOException {
    try (Descriptor file = Places.open(directory.resolve("f"))) {
      assertThatThrownBy(() -> file.write(MemorySegment.ofArray(new byte[4]), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("on the heap");
      assertThatThrownBy(() -> file.read(MemorySegment.NULL.asReadOnly(), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("read-only");
    }
  }

  @Test
  void failuresNameSizeAndPosition() throws IOException {
    try (Descriptor file = Places.open(directory.resolve("f"));
        Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(8);
      assertThatThrownBy(() -> file.read(memory, -1))
          .isInstanceOf(SystemCallException.class)
          .hasMessage("pread(%s, 8 bytes, -1): EINVAL (Invalid argument)", file);
      assertThatThrownBy(() -> file.write(memory, -1))
          .hasMessage("pwrite(%s, 8 bytes, -1): EINVAL (Invalid argument)", file);
    }
  }
}
