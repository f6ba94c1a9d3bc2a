package org.poormanspipes.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.poormanspipes.linux.Descriptor.Flag;

class ByteLockTest {

  @TempDir(factory = Places.SharedMemory.class)
  Path directory;

  private Path path;
  private Descriptor one;
  private Descriptor other;

  @BeforeEach
  void open() throws IOException {
    path = directory.resolve("f");
    one = Places.open(path);
    other = Places.open(path);
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  @Test
  void twoDescriptorsOfOneProcessExcludeEachOther() throws IOException {
    assertThat(ByteLock.tryLock(one, 7)).isTrue();
    assertThat(ByteLock.tryLock(other, 7)).isFalse();
    assertThat(ByteLock.tryLock(other, 8)).isTrue();
    ByteLock.unlock(one, 7);
    assertThat(ByteLock.tryLock(other, 7)).isTrue();
  }

  @Test
  void aDescriptorDoesNotExcludeItself() throws IOException {
    assertThat(ByteLock.tryLock(one, 7)).isTrue();
    assertThat(ByteLock.tryLock(one, 7)).isTrue();
    assertThat(ByteLock.isHeldByOther(one, 7)).isFalse();
    assertThat(ByteLock.isHeldByOther(other, 7)).isTrue();
    assertThat(ByteLock.isHeldByOther(other, 6)).isFalse();
    assertThat(ByteLock.isHeldByOther(other, 8)).isFalse();
  }

  @Test
  void anotherProcessIsExcluded() throws IOException {
    assertThat(ByteLock.tryLock(one, 7)).isTrue();
    try (Child child = Child.start(List.of(), "lock", path.toString(), "7")) {
      assertThat(child.says()).isEqualTo("refused");
    }
  }

  @Test
  void deathDropsTheLock() throws Exception {
    try (Child child = Child.start(List.of(), "lock", path.toString(), "7")) {
      assertThat(child.says()).isEqualTo("locked");
      assertThat(ByteLock.isHeldByOther(one, 7)).isTrue();
      assertThat(ByteLock.tryLock(one, 7)).isFalse();
      child.kill();
      assertThat(ByteLock.isHeldByOther(one, 7)).isFalse();
      assertThat(ByteLock.tryLock(one, 7)).isTrue();
    }
  }

  @Test
  void closingDropsTheLock() throws IOException {
    assertThat(ByteLock.tryLock(one, 7)).isTrue();
    one.close();
    assertThat(ByteLock.isHeldByOther(other, 7)).isFalse();
  }

  /// Why a lock wants a descriptor of its own: should the kernel ever change, this test will tell.
  @Test
  void aMappingKeepsTheLockOfItsDescriptor() throws IOException {
    one.allocate(0, 4096);
    Mapping mapping = Mapping.map(one, 0, 4096, Mapping.Access.READ_ONLY);
    assertThat(ByteLock.tryLock(one, 7)).isTrue();
    one.close();
    assertThat(ByteLock.isHeldByOther(other, 7)).isTrue();
    mapping.unmap();
    assertThat(ByteLock.isHeldByOther(other, 7)).isFalse();
  }

  @Test
  void aDescriptorReopenedThroughProcIsAnotherOwner() throws IOException {
    assertThat(ByteLock.tryLock(one, 7)).isTrue();
    try (Descriptor again = Places.open(Path.of("/proc/self/fd/" + one.fd()))) {
      assertThat(ByteLock.tryLock(again, 7)).isFalse();
    }
  }

  @Test
  void farOffsetsWork() throws IOException {
    long far = Long.MAX_VALUE - 1;
    assertThat(ByteLock.tryLock(one, far)).isTrue();
    assertThat(ByteLock.tryLock(other, far)).isFalse();
    assertThat(ByteLock.isHeldByOther(other, far - 1)).isFalse();
    assertThat(one.status().size()).isZero();
  }

  @Test
  void failuresShowTheLock() throws IOException {
    assertThatThrownBy(() -> ByteLock.tryLock(one, -1))
        .isInstanceOf(SystemCallException.class)
        .hasMessage(
            "fcntl(%s, F_OFD_SETLK, {F_WRLCK, SEEK_SET, -1, 1}): EINVAL (Invalid argument)", one);
    try (Descriptor reader = Descriptor.open(path, EnumSet.of(Flag.READ_ONLY), 0)) {
      assertThatThrownBy(() -> ByteLock.tryLock(reader, 1)).hasMessageContaining("EBADF");
      assertThat(ByteLock.isHeldByOther(reader, 1)).isFalse();
    }
    one.close();
    assertThatThrownBy(() -> ByteLock.unlock(one, 1))
        .hasMessage("fcntl(closed \"%s\"): EBADF (Bad file descriptor)", path);
  }
}
