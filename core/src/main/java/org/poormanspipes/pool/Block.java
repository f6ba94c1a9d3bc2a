package org.poormanspipes.pool;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.EnumSet;
import java.util.Set;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.Mapping;
import org.poormanspipes.linux.Words;

/// A block of shared memory, mapped into this process: a file with a header and two guard words.
///
/// Offsets are the block's own, from the first byte of its header. The memory may not be touched
/// after [#unmap()]; nobody checks.
public final class Block {

  private static final Set<Descriptor.Flag> CREATE =
      Set.copyOf(
          EnumSet.of(
              Descriptor.Flag.READ_WRITE,
              Descriptor.Flag.NO_FOLLOW,
              Descriptor.Flag.CREATE,
              Descriptor.Flag.EXCLUSIVE));

  private final BlockFile file;
  private final Mapping mapping;
  private final Words words;
  private final long inode;
  private final PoolType type;

  private Block(BlockFile file, Mapping mapping, long inode, PoolType type) {
    this.file = file;
    this.mapping = mapping;
    this.words = Words.of(mapping.segment());
    this.inode = inode;
    this.type = type;
  }

  /// Makes a block. Its memory is really allocated, so a full file system refuses it here and not
  /// by a signal later; if anything fails, no file is left behind.
  ///
  /// @param file its file, which must not exist
  /// @param tag what it is for
  /// @param type whether it may be paged out
  /// @param size how large it is, header and guards included
  /// @param mode the file's permissions
  /// @return the block, its content zero
  /// @throws IOException if it can't be made
  public static Block create(NamedFile file, Tag tag, PoolType type, long size, int mode)
      throws IOException {
    requirePossible(size);
    try (Descriptor opened = file.entry().open(CREATE, mode)) {
      // From here on the file is ours, so a failure takes it away again.
      boolean made = false;
      try {
        opened.chmod(mode);
        Block block = fill(file, opened, tag, type, size);
        made = true;
        return block;
      } finally {
        if (!made) {
          file.remove();
        }
      }
    }
  }

  /// Makes a block in a file that is there, and empty.
  ///
  /// @param file the file
  /// @param tag what it is for
  /// @param type whether it may be paged out
  /// @param size how large it is, header and guards included
  /// @return the block, its content zero
  /// @throws IOException if it can't be made
  public static Block create(UnnamedFile file, Tag tag, PoolType type, long size)
      throws IOException {
    requirePossible(size);
    try (Descriptor opened = file.open(true)) {
      return fill(file, opened, tag, type, size);
    }
  }

  private static void requirePossible(long size) {
    if (size < BlockLayout.OVERHEAD || size % Long.BYTES != 0) {
      throw new IllegalArgumentException("a block can't have size=" + size);
    }
  }

  private static Block fill(BlockFile file, Descriptor opened, Tag tag, PoolType type, long size)
      throws IOException {
    opened.allocate(0, size);
    Block block = map(file, opened, size, type);
    block.format(tag, size);
    return block;
  }

  /// Opens a block and checks that it is one.
  ///
  /// @param file its file
  /// @param tag what it should be for
  /// @return the block
  /// @throws DamagedBlockException if it is not what it should be
  /// @throws IOException if it can't be opened
  public static Block open(BlockFile file, Tag tag) throws IOException {
    try (Descriptor opened = file.open(true)) {
      BlockHeader header = BlockHeader.read(file, opened, tag);
      return map(file, opened, header.size(), header.type());
    }
  }

  private static Block map(BlockFile file, Descriptor opened, long size, PoolType type)
      throws IOException {
    FileStatus status = opened.status();
    Mapping mapping = Mapping.map(opened, 0, size, Mapping.Access.READ_WRITE);
    boolean pinned = false;
    try {
      if (type == PoolType.PINNED) {
        mapping.pin();
      }
      pinned = true;
      return new Block(file, mapping, status.inode(), type);
    } finally {
      if (!pinned) {
        mapping.unmap();
      }
    }
  }

  private void format(Tag tag, long size) {
    Words memory = words;
    memory.intOpaque(BlockLayout.VERSION, BlockLayout.CURRENT_VERSION);
    memory.intOpaque(BlockLayout.TAG, tag.code());
    memory.intOpaque(BlockLayout.TYPE, type.code());
    memory.longOpaque(BlockLayout.SIZE, size);
    memory.longOpaque(BlockLayout.GUARD, BlockLayout.guard(tag.code()));
    memory.longOpaque(BlockLayout.trailer(size), BlockLayout.guard(tag.code()));
    memory.longRelease(BlockLayout.MAGIC, BlockLayout.MAGIC_VALUE);
  }

  /// Makes the block larger. Its memory here stays as it is; [#open] it again to see the rest,
  /// which is zero. The caller sees to it that nobody else does this at the same time. Doing it
  /// again after somebody died in the middle ends at the same place.
  ///
  /// @param oldSize how large it was when its memory was last handed out
  /// @param newSize how large it shall be
  /// @return how large it said it was: the new size, if somebody died before handing that out
  /// @throws DamagedBlockException if its header or a guard is not what it should be
  /// @throws IOException if there is no room; the block is then as it was
  public long grow(long oldSize, long newSize) throws IOException {
    Words memory = words;
    int tag = memory.intOpaque(BlockLayout.TAG);
    try (Descriptor opened = file.open(true);
        Arena arena = Arena.ofConfined()) {
      // What the header says is where something is written next, so it is checked first.
      long before = BlockHeader.read(file, opened, new Tag(tag)).size();
      if (before != oldSize && before != newSize) {
        throw new DamagedBlockException(
            "the block " + file + " says that it has " + before + " bytes instead of " + oldSize);
      }
      opened.allocate(oldSize, newSize - oldSize);
      MemorySegment guard = arena.allocate(Long.BYTES, Long.BYTES);
      guard.set(ValueLayout.JAVA_LONG, 0, BlockLayout.guard(tag));
      opened.write(guard, BlockLayout.trailer(newSize));
      // The size moves before the old guard is cleared: whoever opens the block in between finds
      // the guard that belongs to the size it read. Cleared through the file, because it may lie
      // beyond what is mapped here.
      memory.longRelease(BlockLayout.SIZE, newSize);
      guard.set(ValueLayout.JAVA_LONG, 0, 0);
      opened.write(guard, BlockLayout.trailer(oldSize));
      return before;
    }
  }

  /// Checks that the file still has all that is mapped here: an access beyond its end would be
  /// answered by a signal.
  ///
  /// @param status the file's
  /// @throws DamagedBlockException if it was cut short
  public void requireWhole(FileStatus status) throws DamagedBlockException {
    if (status.size() < size()) {
      throw new DamagedBlockException(
          "the block "
              + file
              + " was truncated: it had "
              + size()
              + " bytes and has "
              + status.size());
    }
  }

  /// How large the block is now; it may have grown since it was mapped.
  ///
  /// @return bytes
  public long sizeNow() {
    return words.longOpaque(BlockLayout.SIZE);
  }

  /// Checks the guard words.
  ///
  /// @throws DamagedBlockException if one was overwritten; it names the block's tag
  public void checkGuards() throws DamagedBlockException {
    BlockHeader.checkGuards(file, words);
  }

  /// The words of the block's memory, from its header to its last guard.
  ///
  /// @return the words
  public Words words() {
    return words;
  }

  /// The block's memory, header and guards included.
  ///
  /// @return a segment of the block's size
  public MemorySegment memory() {
    return mapping.segment();
  }

  /// The block's file.
  ///
  /// @return the file
  public BlockFile file() {
    return file;
  }

  /// The number of the block's file, by which two files of one name are told apart.
  ///
  /// @return its inode
  public long inode() {
    return inode;
  }

  /// How large the block was when it was mapped.
  ///
  /// @return bytes
  public long size() {
    return mapping.size();
  }

  /// Whether the block may be paged out.
  ///
  /// @return the type
  public PoolType type() {
    return type;
  }

  /// Takes the memory out of this process; the file stays.
  public void unmap() {
    mapping.unmap();
  }
}
