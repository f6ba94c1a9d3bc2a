package org.poormanspipes.damage;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// A block's file, whose words are changed under those who have it mapped; offsets are those of
/// `docs/layout.md`.
final class BlockFile implements AutoCloseable {
  static final int SIZE = 0x10;
  static final int NAME_AT = 0x60;
  static final int KEY_AT = 0x68;
  static final int CAPACITY = 0x88;
  static final int DELETED = 0x98;
  static final int SLOT_COUNT = 0xa8;
  static final int SLOTS_AT = 0xac;
  static final int HEAD = 0x100;
  static final int GENERATION = 0x108;
  static final int MUTEX = 0x180;
  static final int FRAME_TAIL = 0x1a8;
  static final int WRITERS_GENERATION = 0x1c0;

  static final int SLOT_SIZE = 0x100;
  static final int SLOT_ACCESS = 0x04;
  static final int SLOT_PROGRAM = 0x30;
  static final int SLOT_CURSOR = 0x40;

  private final RandomAccessFile file;
  private final FileChannel channel;

  BlockFile(Path path) {
    try {
      file = new RandomAccessFile(path.toFile(), "rw");
      channel = file.getChannel();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The block of a pipe of the device that lies in a root.
  static BlockFile pipe(Path root, String number) {
    return new BlockFile(Places.file(root, number, ".pipe"));
  }

  long length() throws IOException {
    return channel.size();
  }

  int intAt(long offset) throws IOException {
    return read(offset, Integer.BYTES).getInt(0);
  }

  long longAt(long offset) throws IOException {
    return read(offset, Long.BYTES).getLong(0);
  }

  /// Where a field of a handle's slot lies.
  long inSlot(long slot, int field) throws IOException {
    return intAt(SLOTS_AT) + slot * SLOT_SIZE + field;
  }

  void putInt(long offset, int value) throws IOException {
    put(offset, buffer(Integer.BYTES).putInt(0, value).array());
  }

  void putLong(long offset, long value) throws IOException {
    put(offset, buffer(Long.BYTES).putLong(0, value).array());
  }

  void put(long offset, byte... bytes) throws IOException {
    channel.write(ByteBuffer.wrap(bytes), offset);
  }

  void truncate(long length) throws IOException {
    channel.truncate(length);
  }

  private ByteBuffer read(long offset, int size) throws IOException {
    ByteBuffer bytes = buffer(size);
    channel.read(bytes, offset);
    return bytes;
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
