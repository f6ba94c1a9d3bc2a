package org.poormanspipes.bench.system;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import org.poormanspipes.Device;
import org.poormanspipes.linux.ByteLock;
import org.poormanspipes.linux.Descriptor;

/// Looks at a pipe's mutex, slots and locks from outside, by what docs/layout.md says, through
/// descriptors that stay open: a closing would tell sleepers of a death.
final class PipeProbe implements AutoCloseable {
  /// The number of slots; in the next word, where they begin.
  private static final int SLOT_COUNT = 0xa8;

  private static final int SLOT_TABLE = SLOT_COUNT + Integer.BYTES;
  private static final int MUTEX = 0x180;
  private static final int BIAS = 0x1a0;
  private static final int OWNER_BITS = 0x7fff_ffff;
  private static final int SLOT_BYTES = 0x100;
  private static final int PID = 0x08;
  private static final int INSIDE = 0xa8;
  private static final long FIRST_LOCK = 1L << 40;

  private final FileChannel block;
  private final Descriptor locks;
  private final ByteBuffer word = ByteBuffer.allocateDirect(Integer.BYTES);

  /// @param root the root directory
  /// @param device the device, whose directory is its name in small letters
  /// @param pipe the pipe's name
  PipeProbe(Path root, Device device, String pipe) throws IOException {
    Path file = root.resolve(device.name()).resolve(device.stat(pipe).text("number") + ".pipe");
    this.block = FileChannel.open(file, StandardOpenOption.READ);
    this.locks = Descriptor.open(file, EnumSet.of(Descriptor.Flag.READ_WRITE), 0);
    word.order(ByteOrder.LITTLE_ENDIAN);
  }

  private int read(long at) throws IOException {
    if (block.read(word.clear(), at) != Integer.BYTES) {
      throw new IOException("the pipe's file ends before at=" + at);
    }
    return word.getInt(0);
  }

  /// The slot whose handle is inside the mutex, by a bias or by its word, or -1.
  int holder() throws IOException {
    int biased = (read(BIAS) & OWNER_BITS) - 1;
    return biased >= 0 && read(slot(biased) + INSIDE) != 0
        ? biased
        : (read(MUTEX) & OWNER_BITS) - 1;
  }

  private long slot(int slot) throws IOException {
    return read(SLOT_TABLE) + (long) slot * SLOT_BYTES;
  }

  /// The process that has a slot.
  int pid(int slot) throws IOException {
    return read(slot(slot) + PID);
  }

  /// The slot of a process's only handle, or -1.
  int slotOf(long pid) throws IOException {
    int slots = read(SLOT_COUNT);
    for (int slot = 0; slot < slots; slot++) {
      if (pid(slot) == pid && isLocked(slot)) {
        return slot;
      }
    }
    return -1;
  }

  /// Whether the kernel still keeps the lock of a slot: its owner lives.
  boolean isLocked(int slot) throws IOException {
    return ByteLock.isHeldByOther(locks, FIRST_LOCK + slot);
  }

  @Override
  public void close() throws IOException {
    block.close();
    locks.close();
  }
}
