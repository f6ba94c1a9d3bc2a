package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.Words;
import org.poormanspipes.pool.BlockFile;

/// A copy of what a block's file holds, whatever that is. It is read and not mapped: nobody is
/// disturbed, permission to read is enough, and a file that is cut short meanwhile hurts nobody.
final class BlockCopy implements AutoCloseable {

  private final BlockFile file;
  private final Descriptor descriptor;
  private final Arena arena = Arena.ofConfined();
  private final FileStatus status;
  private final Words words;

  private BlockCopy(BlockFile file, Descriptor descriptor, long most) throws IOException {
    this.file = file;
    this.descriptor = descriptor;
    this.status = descriptor.status();
    long size = status.isRegular() ? Math.clamp(status.size(), 0, most) : 0;
    MemorySegment copy = arena.allocate(size, PipeLayout.SLOT_ALIGNMENT);
    int read = size == 0 ? 0 : descriptor.read(copy, 0);
    this.words = Words.of(copy.asSlice(0, read));
  }

  /// Copies a file from its beginning.
  ///
  /// @param most how many bytes at most
  static BlockCopy take(BlockFile file, long most) throws IOException {
    Descriptor descriptor = file.open(false);
    boolean taken = false;
    try {
      BlockCopy copy = new BlockCopy(file, descriptor, most);
      taken = true;
      return copy;
    } finally {
      if (!taken) {
        descriptor.close();
      }
    }
  }

  BlockFile file() {
    return file;
  }

  /// The file, open for reading.
  Descriptor descriptor() {
    return descriptor;
  }

  FileStatus status() {
    return status;
  }

  Words words() {
    return words;
  }

  /// How many bytes were copied.
  long size() {
    return words.segment().byteSize();
  }

  boolean has(long at, long bytes) {
    return at >= 0 && bytes >= 0 && at <= size() && bytes <= size() - at;
  }

  /// A number of the copy; 0 beyond its end, and where a spoilt position leads between two.
  int intAt(long at) {
    return has(at, Integer.BYTES) && at % Integer.BYTES == 0 ? words.intOpaque(at) : 0;
  }

  /// A number of the copy; 0 beyond its end, and where a spoilt position leads between two.
  long longAt(long at) {
    return has(at, Long.BYTES) && at % Long.BYTES == 0 ? words.longOpaque(at) : 0;
  }

  /// A number as it is in the file now; 0 beyond its end.
  ///
  /// @param at a multiple of 8
  long longNow(long at) throws IOException {
    return wordNow(at).longOpaque(0);
  }

  /// Eight bytes as they are in the file now; 0 beyond its end.
  Words wordNow(long at) throws IOException {
    MemorySegment word = arena.allocate(Long.BYTES, Long.BYTES);
    descriptor.read(word, at);
    return Words.of(word);
  }

  @Override
  public void close() {
    descriptor.close();
    arena.close();
  }
}
