package org.poormanspipes.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.poormanspipes.Seed;
import org.poormanspipes.SharedDirectory;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.SystemCallException;

class BlockTest {

  private static final Tag TAG = Tag.of("TEST");
  private static final int SIZE = 8192;

  @TempDir(factory = SharedDirectory.class)
  Path directory;

  private Path path() {
    return directory.resolve("block");
  }

  private Block create() throws IOException {
    return Block.create(new NamedFile(path()), TAG, PoolType.PAGED, SIZE, 0600);
  }

  private void createAndForget() throws IOException {
    create().unmap();
  }

  private void put(long at, byte... bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path().toFile(), "rw")) {
      file.seek(at);
      file.write(bytes);
    }
  }

  private void putInt(long at, int value) throws IOException {
    put(at, ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array());
  }

  private void putLong(long at, long value) throws IOException {
    put(at, ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array());
  }

  private void truncate(long size) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path().toFile(), "rw")) {
      file.setLength(size);
    }
  }

  private void assertDamaged(String... says) {
    assertThatThrownBy(() -> Block.open(new NamedFile(path()), TAG))
        .isInstanceOf(DamagedBlockException.class)
        .hasMessageStartingWith("the block " + path() + " ")
        .hasMessageContainingAll(says);
  }

  @Test
  void aNewBlockIsZeroAndWhole() throws IOException {
    Block block = create();
    assertThat(block.size()).isEqualTo(SIZE);
    assertThat(block.memory().byteSize()).isEqualTo(SIZE);
    assertThat(block.type()).isEqualTo(PoolType.PAGED);
    assertThat(block.file()).isEqualTo(new NamedFile(path()));
    assertThat(
            block
                .memory()
                .asSlice(BlockLayout.CONTENT, SIZE - BlockLayout.OVERHEAD)
                .toArray(ValueLayout.JAVA_BYTE))
        .containsOnly(0);
    block.checkGuards();
    block.unmap();
    assertThat(BlockHeader.read(new NamedFile(path()), TAG))
        .isEqualTo(new BlockHeader(TAG, SIZE, PoolType.PAGED));
  }

  @Test
  void twoWhoOpenItShareItsMemory() throws IOException {
    Block one = create();
    Block two = Block.open(new NamedFile(path()), TAG);
    one.memory().set(ValueLayout.JAVA_LONG, 1000, 4711);
    assertThat(two.memory().get(ValueLayout.JAVA_LONG, 1000)).isEqualTo(4711);
    assertThat(two.inode()).isEqualTo(one.inode());
    one.unmap();
    two.unmap();
  }

  @Test
  void itsModeIsExact() throws IOException {
    Block.create(new NamedFile(path()), TAG, PoolType.PAGED, SIZE, 0666).unmap();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
        .isEqualTo("rw-rw-rw-");
  }

  @Test
  void aFileThatExistsIsLeftAsItIs() throws IOException {
    Files.writeString(path(), "somebody else's");
    assertThatThrownBy(this::create)
        .isInstanceOfSatisfying(
            SystemCallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.EEXIST));
    assertThat(path()).hasContent("somebody else's");
  }

  @Test
  void aBlockThatExistsIsLeftAsItIs() throws IOException {
    Block block = create();
    block.memory().set(ValueLayout.JAVA_LONG, 1000, 4711);
    assertThatThrownBy(this::create).isInstanceOf(SystemCallException.class);
    assertThat(block.memory().get(ValueLayout.JAVA_LONG, 1000)).isEqualTo(4711);
    block.unmap();
    Block.open(new NamedFile(path()), TAG).unmap();
  }

  @Test
  void aLinkIsNotFollowed() throws IOException {
    createAndForget();
    Path link = Files.createSymbolicLink(directory.resolve("link"), path());
    assertThatThrownBy(() -> Block.open(new NamedFile(link), TAG))
        .isInstanceOfSatisfying(
            SystemCallException.class, e -> assertThat(e.errno()).isEqualTo(Errno.ELOOP));
    Path dangling = Files.createSymbolicLink(directory.resolve("dangling"), Path.of("nowhere"));
    assertThatThrownBy(() -> Block.create(new NamedFile(dangling), TAG, PoolType.PAGED, SIZE, 0600))
        .isInstanceOf(SystemCallException.class);
    assertThat(directory.resolve("nowhere")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -8, 64, BlockLayout.OVERHEAD - 8, BlockLayout.OVERHEAD + 1})
  void anImpossibleSizeIsRefused(long size) {
    assertThatThrownBy(() -> Block.create(new NamedFile(path()), TAG, PoolType.PAGED, size, 0600))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("size=" + size);
    assertThat(path()).doesNotExist();
  }

  @Test
  void memoryThatCannotBeHadLeavesNoFileBehind() {
    assertThatThrownBy(
            () -> Block.create(new NamedFile(path()), TAG, PoolType.PAGED, 1L << 52, 0600))
        .isInstanceOf(SystemCallException.class)
        .hasMessageStartingWith("fallocate(");
    assertThat(path()).doesNotExist();
  }

  @Test
  void anOverrunAtTheEndNamesTheTag() throws IOException {
    Block block = create();
    block.memory().set(ValueLayout.JAVA_BYTE, SIZE - 8, (byte) 1);
    assertThatThrownBy(block::checkGuards)
        .isInstanceOf(DamagedBlockException.class)
        .hasMessageContaining("'TEST'")
        .hasMessageContaining("was overrun")
        .hasMessageContaining("at its end");
    block.unmap();
    assertDamaged("'TEST'", "was overrun", "at its end");
  }

  @Test
  void anOverrunAtTheStartNamesTheTag() throws IOException {
    Block block = create();
    block.memory().set(ValueLayout.JAVA_LONG, BlockLayout.GUARD, 0x1234);
    assertThatThrownBy(block::checkGuards)
        .isInstanceOf(DamagedBlockException.class)
        .hasMessageContaining("'TEST'")
        .hasMessageContaining("at its start is 1234 instead of");
    block.unmap();
    assertDamaged("'TEST'", "was overrun", "at its start");
  }

  @Test
  void aFileWithoutARoomForAHeaderIsTruncated() throws IOException {
    Files.write(path(), new byte[BlockLayout.OVERHEAD - 1]);
    assertDamaged("truncated", "71 bytes", "72");
    Files.write(path(), new byte[0]);
    assertDamaged("truncated", "0 bytes");
  }

  @Test
  void aFileThatWasCutShortIsTruncated() throws IOException {
    createAndForget();
    truncate(SIZE - 1);
    assertDamaged("truncated", "should have 8192 bytes", "has 8191");
  }

  @Test
  void aFileThatIsNoBlockIsNoBlock() throws IOException {
    byte[] noise = new byte[SIZE];
    new Random(1).nextBytes(noise);
    Files.write(path(), noise);
    assertDamaged("does not begin as a block does");
  }

  @Test
  void aDirectoryIsNoBlock() throws IOException {
    Files.createDirectory(path());
    assertThatThrownBy(() -> BlockHeader.read(new NamedFile(path()), TAG))
        .isInstanceOf(DamagedBlockException.class)
        .hasMessageContaining("is not a regular file");
  }

  @Test
  void aLaterVersionIsRefused() throws IOException {
    createAndForget();
    putInt(BlockLayout.VERSION, 2);
    assertDamaged("layout version 2", "knows version 1");
    putInt(BlockLayout.VERSION, -1);
    assertDamaged("layout version 4294967295");
  }

  @Test
  void anotherTagIsRefused() throws IOException {
    Block.create(new NamedFile(path()), Tag.of("ELSE"), PoolType.PAGED, SIZE, 0600).unmap();
    assertDamaged("the tag 'ELSE' instead of 'TEST'");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -8, 64, 8191, Long.MIN_VALUE, 8193})
  void aSizeThatCannotBeIsRefused(long size) throws IOException {
    createAndForget();
    putLong(BlockLayout.SIZE, size);
    assertDamaged("says that it has " + size + " bytes");
  }

  @Test
  void aSizeBeyondTheFileIsRefused() throws IOException {
    createAndForget();
    putLong(BlockLayout.SIZE, 1L << 60);
    assertDamaged("truncated", "should have " + (1L << 60));
  }

  @Test
  void aSizeWithinTheFileMissesItsGuard() throws IOException {
    createAndForget();
    putLong(BlockLayout.SIZE, SIZE - 8);
    assertDamaged("'TEST'", "overrun", "at its end");
  }

  @Test
  void anySpoiltByteOfTheHeaderIsNoticedOrHarmless() throws IOException {
    Random random = Seed.random("anySpoiltByteOfTheHeaderIsNoticedOrHarmless");
    createAndForget();
    byte[] whole = Files.readAllBytes(path());
    for (int round = 0; round < 2000; round++) {
      byte[] spoilt = whole.clone();
      for (int count = 1 + random.nextInt(4); count > 0; count--) {
        spoilt[random.nextInt(BlockLayout.CONTENT)] = (byte) random.nextInt();
      }
      Files.write(path(), spoilt);
      try {
        Block block = Block.open(new NamedFile(path()), TAG);
        assertThat(block.size()).isEqualTo(SIZE);
        block.unmap();
      } catch (DamagedBlockException expected) {
        assertThat(expected).hasMessageStartingWith("the block ");
      }
    }
  }

  @Test
  void growingKeepsTheContentAndMovesTheGuard() throws IOException {
    Block block = create();
    for (int at = BlockLayout.CONTENT; at < SIZE - 8; at += 8) {
      block.memory().set(ValueLayout.JAVA_LONG, at, at);
    }
    block.grow(SIZE, 3 * SIZE);
    assertThat(block.size()).as("what is mapped stays").isEqualTo(SIZE);
    block.unmap();
    Block larger = Block.open(new NamedFile(path()), TAG);
    assertThat(larger.size()).isEqualTo(3 * SIZE);
    larger.checkGuards();
    for (int at = BlockLayout.CONTENT; at < 3 * SIZE - 8; at += 8) {
      assertThat(larger.memory().get(ValueLayout.JAVA_LONG, at)).isEqualTo(at < SIZE - 8 ? at : 0);
    }
    assertThat(larger.memory().get(ValueLayout.JAVA_LONG, 3 * SIZE - 8))
        .isEqualTo(BlockLayout.guard(TAG.code()));
    larger.unmap();
  }

  @Test
  void aBlockThatCannotGrowStaysWhole() throws IOException {
    Block block = create();
    assertThatThrownBy(() -> block.grow(SIZE, 1L << 52)).isInstanceOf(SystemCallException.class);
    block.checkGuards();
    block.unmap();
    Block again = Block.open(new NamedFile(path()), TAG);
    assertThat(again.size()).isEqualTo(SIZE);
    again.unmap();
  }

  @Test
  void aPinnedBlockIsLockedIntoMemory() throws IOException {
    Block block;
    try {
      block = Block.create(new NamedFile(path()), TAG, PoolType.PINNED, SIZE, 0600);
    } catch (SystemCallException refused) {
      assumeTrue(!refused.call().equals("mlock"), refused.getMessage());
      throw refused;
    }
    assertThat(kernelsView(path())).contains("lo");
    block.unmap();
    Block again = Block.open(new NamedFile(path()), TAG);
    assertThat(again.type()).isEqualTo(PoolType.PINNED);
    assertThat(kernelsView(path())).as("whoever opens it pins it too").contains("lo");
    again.unmap();
    assertThat(kernelsView(path())).isEmpty();
  }

  /// The flags of this process's mapping of a file.
  private static String kernelsView(Path file) throws IOException {
    boolean found = false;
    for (String line : Files.readAllLines(Path.of("/proc/self/smaps"))) {
      if (line.contains(file.toString())) {
        found = true;
      } else if (found && line.startsWith("VmFlags:")) {
        return line;
      }
    }
    return "";
  }
}
