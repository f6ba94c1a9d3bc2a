package org.poormanspipes.pool;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.Words;

/// What a block says of itself, read from its file and checked before anything is mapped: a file
/// that is too short would answer an access by a signal.
///
/// @param tag what it is for
/// @param size how large it is
/// @param type whether it may be paged out
public record BlockHeader(Tag tag, long size, PoolType type) {

  /// Reads and checks the header and the guards of a block's file.
  ///
  /// @param file the file
  /// @param expected what the block should be for
  /// @return the header
  /// @throws DamagedBlockException if it is not such a block
  /// @throws IOException if it can't be read
  public static BlockHeader read(BlockFile file, Tag expected) throws IOException {
    try (Descriptor opened = file.open(false)) {
      return read(file, opened, expected);
    }
  }

  /// Reads and checks the header and the guards through an open descriptor.
  ///
  /// @param file the file, for the sentence
  /// @param opened the file, open
  /// @param expected what the block should be for
  /// @return the header
  /// @throws DamagedBlockException if it is not such a block
  /// @throws IOException if it can't be read
  public static BlockHeader read(BlockFile file, Descriptor opened, Tag expected)
      throws IOException {
    FileStatus status = checkedStatus(file, opened);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment header = arena.allocate(BlockLayout.CONTENT, Long.BYTES);
      opened.read(header, 0);
      BlockHeader read = check(file, header, status.size(), expected);
      MemorySegment trailer = arena.allocate(Long.BYTES, Long.BYTES);
      opened.read(trailer, BlockLayout.trailer(read.size));
      checkGuard(file, read.tag, "start", header.get(ValueLayout.JAVA_LONG, BlockLayout.GUARD));
      checkGuard(file, read.tag, "end", trailer.get(ValueLayout.JAVA_LONG, 0));
      return read;
    }
  }

  /// Reads a whole block, and checks its header and its guards.
  ///
  /// @param file the file, for the sentence
  /// @param opened the file, open
  /// @param expected what the block should be for
  /// @param most how large it may be
  /// @param arena where the copy goes
  /// @return the copy, of the size that its header tells
  /// @throws DamagedBlockException if it is not such a block, or larger
  /// @throws IOException if it can't be read
  public static MemorySegment readWhole(
      BlockFile file, Descriptor opened, Tag expected, long most, Arena arena) throws IOException {
    long size = checkedStatus(file, opened).size();
    MemorySegment copy = arena.allocate(Math.min(size, most), BlockLayout.CONTENT);
    opened.read(copy, 0);
    BlockHeader header = check(file, copy, size, expected);
    if (header.size > most) {
      throw damaged(file, "has " + header.size + " bytes");
    }
    MemorySegment block = copy.asSlice(0, header.size);
    checkGuards(file, Words.of(block));
    return block;
  }

  private static FileStatus checkedStatus(BlockFile file, Descriptor opened) throws IOException {
    FileStatus status = opened.status();
    if (!status.isRegular()) {
      throw damaged(file, "is not a regular file");
    }
    if (status.links() > 1) {
      // Somebody else's file, perhaps, under a name that was put here.
      throw damaged(file, "is a file with " + status.links() + " names, and must have one");
    }
    if (status.size() < BlockLayout.OVERHEAD) {
      throw damaged(
          file,
          "is truncated: it has "
              + status.size()
              + " bytes, a block has at least "
              + BlockLayout.OVERHEAD);
    }
    return status;
  }

  private static BlockHeader check(
      BlockFile file, MemorySegment header, long fileSize, Tag expected)
      throws DamagedBlockException {
    if (header.get(ValueLayout.JAVA_LONG, BlockLayout.MAGIC) != BlockLayout.MAGIC_VALUE) {
      throw damaged(file, "does not begin as a block does");
    }
    int version = header.get(ValueLayout.JAVA_INT, BlockLayout.VERSION);
    if (version != BlockLayout.CURRENT_VERSION) {
      throw damaged(
          file,
          "has layout version "
              + Integer.toUnsignedString(version)
              + " and this program knows version "
              + BlockLayout.CURRENT_VERSION);
    }
    Tag tag = new Tag(header.get(ValueLayout.JAVA_INT, BlockLayout.TAG));
    if (!tag.equals(expected)) {
      throw damaged(file, "has the tag '" + tag + "' instead of '" + expected + "'");
    }
    long size = header.get(ValueLayout.JAVA_LONG, BlockLayout.SIZE);
    if (size < BlockLayout.OVERHEAD || size % Long.BYTES != 0) {
      throw damaged(file, "says that it has " + size + " bytes, which can't be");
    }
    if (size > fileSize) {
      throw damaged(file, "is truncated: it should have " + size + " bytes and has " + fileSize);
    }
    return new BlockHeader(
        tag, size, PoolType.of(header.get(ValueLayout.JAVA_INT, BlockLayout.TYPE)));
  }

  static void checkGuards(BlockFile file, Words memory) throws DamagedBlockException {
    Tag tag = new Tag(memory.intOpaque(BlockLayout.TAG));
    long size = memory.longOpaque(BlockLayout.SIZE);
    checkGuard(file, tag, "start", memory.longOpaque(BlockLayout.GUARD));
    // A block that grew since it was mapped here ends beyond this memory.
    if (size == memory.segment().byteSize()) {
      checkGuard(file, tag, "end", memory.longOpaque(BlockLayout.trailer(size)));
    }
  }

  private static void checkGuard(BlockFile file, Tag tag, String which, long found)
      throws DamagedBlockException {
    if (found != BlockLayout.guard(tag.code())) {
      throw damaged(
          file,
          "with the tag '"
              + tag
              + "' was overrun: the guard word at its "
              + which
              + " is "
              + Long.toHexString(found)
              + " instead of "
              + Long.toHexString(BlockLayout.guard(tag.code())));
    }
  }

  private static DamagedBlockException damaged(BlockFile file, String how) {
    return new DamagedBlockException("the block " + file + " " + how);
  }
}
