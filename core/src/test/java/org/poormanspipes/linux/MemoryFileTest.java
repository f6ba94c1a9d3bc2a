package org.poormanspipes.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class MemoryFileTest {

  @Test
  void whatIsSealedChangesNeitherWay() throws Exception {
    try (Descriptor file = MemoryFile.create("sealed")) {
      file.allocate(0, 8192);
      MemoryFile.seal(file, MemoryFile.SHRINK | MemoryFile.GROW | MemoryFile.SEAL);
      assertThatThrownBy(() -> file.truncate(0)).hasMessageContaining("EPERM");
      assertThatThrownBy(() -> file.truncate(16384)).hasMessageContaining("EPERM");
      assertThatThrownBy(() -> MemoryFile.seal(file, MemoryFile.FUTURE_WRITE))
          .hasMessageContaining("F_ADD_SEALS")
          .hasMessageContaining("EPERM");
      assertThat(file.status().size()).isEqualTo(8192);
    }
  }

  @Test
  void onlyMemoryFilesHaveSeals() throws Exception {
    try (Descriptor file = MemoryFile.create("unsealed");
        Descriptor directory =
            Descriptor.open(Path.of("/"), EnumSet.noneOf(Descriptor.Flag.class), 0);
        Descriptor device =
            Descriptor.open(Path.of("/dev/null"), EnumSet.noneOf(Descriptor.Flag.class), 0)) {
      assertThat(MemoryFile.seals(file) & MemoryFile.SHRINK).isZero();
      assertThat(MemoryFile.seals(directory)).isZero();
      assertThat(MemoryFile.seals(device)).isZero();
      MemoryFile.seal(file, MemoryFile.SHRINK);
      assertThat(MemoryFile.seals(file) & MemoryFile.SHRINK).isNotZero();
    }
  }

  @Test
  void whatIsOpenedAnewHasLocksOfItsOwn() throws Exception {
    try (Descriptor file = MemoryFile.create("locks");
        Descriptor one = MemoryFile.reopen(file, true);
        Descriptor two = MemoryFile.reopen(file, true)) {
      assertThat(ByteLock.tryLock(one, 7)).isTrue();
      assertThat(ByteLock.tryLock(two, 7)).isFalse();
      assertThat(ByteLock.isHeldByOther(file, 7)).isTrue();
      one.close();
      assertThat(ByteLock.isHeldByOther(file, 7)).isFalse();
    }
  }

  @Test
  void theCloseOfWhatWasOpenedAnewIsTold() throws Exception {
    try (Descriptor file = MemoryFile.create("watched");
        Descriptor probe = MemoryFile.reopen(file, true);
        Descriptor life = MemoryFile.reopen(file, true)) {
      Inotify inotify = Inotify.open(probe);
      int watch = inotify.watch(probe);
      life.close();
      assertThat(inotify.await(10_000_000_000L)).containsExactly(watch);
      inotify.stop();
      inotify.close();
    }
  }
}
