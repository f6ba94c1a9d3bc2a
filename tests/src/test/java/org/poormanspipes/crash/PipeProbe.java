package org.poormanspipes.crash;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.poormanspipes.Device;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.linux.ByteLock;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.ring.RingGeometry;

/// Looks into a pipe's memory and at its locks from outside, by what docs/layout.md says, through
/// descriptors that stay open: a closing would tell sleepers of a death.
final class PipeProbe implements AutoCloseable {
  /// The number of slots, and in the next word where they begin.
  private static final int SLOT_COUNT = 0xa8;

  private static final int HEAD = 0x100;
  private static final int MUTEX_WORD = 0x180;
  private static final int OWNER_BITS = 0x7fff_ffff;
  private static final int ABANDONED = 0x190;
  private static final int BIAS = 0x1a0;
  private static final int FRAME_TAIL = 0x1a8;
  private static final int DATA_WORD = 0x380;
  private static final int SLEEPERS = 1;
  private static final int RING_BYTES = 0x80;
  private static final long COMMITTED = 0x8000_0000L;
  private static final int SLOT = 0x100;
  private static final int STATE = 0x00;
  private static final int ACCESS = 0x04;
  private static final int PID = 0x08;
  private static final int INSIDE = 0xa8;
  private static final int LIVE = 1;
  private static final int READS = 1;
  private static final int WRITES = 2;
  private static final long FIRST_LOCK = 1L << 40;

  private final FileChannel block;
  private final FileChannel ring;
  private final Descriptor locks;
  private final long ringSize;
  private final ThreadLocal<ByteBuffer> words =
      ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SLOT).order(ByteOrder.LITTLE_ENDIAN));

  PipeProbe(Path root, Device device, String name) throws IOException {
    Attributes pipe = device.stat(name);
    String base = pipe.text("number");
    Path directory = root.resolve("example");
    Path file = directory.resolve(base + ".pipe");
    this.block = FileChannel.open(file, StandardOpenOption.READ);
    this.ring = FileChannel.open(directory.resolve(base + ".ring.0"), StandardOpenOption.READ);
    this.locks = Descriptor.open(file, EnumSet.of(Descriptor.Flag.READ_WRITE), 0);
    this.ringSize = RingGeometry.physicalSize(pipe.number("capacity"));
  }

  private ByteBuffer read(FileChannel file, long at, int length) throws IOException {
    ByteBuffer buffer = words.get().clear().limit(length);
    while (buffer.hasRemaining() && file.read(buffer, at + buffer.position()) > 0) {
      // On to the rest.
    }
    return buffer.flip();
  }

  /// The slots of a process's handles that are open, of those that write if `writing`.
  List<Integer> slotsOf(long pid, boolean writing) throws IOException {
    ByteBuffer table = read(block, SLOT_COUNT, 2 * Integer.BYTES);
    int count = table.getInt();
    int at = table.getInt();
    List<Integer> slots = new ArrayList<>();
    for (int slot = 0; slot < count; slot++) {
      ByteBuffer content = read(block, at + (long) slot * SLOT, SLOT);
      boolean its = content.getInt(STATE) == LIVE && content.getInt(PID) == pid;
      int access = content.getInt(ACCESS);
      if (its && (access & (READS | WRITES)) != 0 && (!writing || (access & WRITES) != 0)) {
        slots.add(slot);
      }
    }
    return slots;
  }

  /// Whether the kernel still keeps the lock of a slot.
  boolean isLocked(int slot) throws IOException {
    return ByteLock.isHeldByOther(locks, FIRST_LOCK + slot);
  }

  /// The slot whose handle is inside the mutex, by a bias or by its word, or -1.
  int holder() throws IOException {
    int biased = owner(BIAS);
    return biased >= 0 && isInside(biased) ? biased : owner(MUTEX_WORD);
  }

  private boolean isInside(int slot) throws IOException {
    ByteBuffer table = read(block, SLOT_COUNT, 2 * Integer.BYTES);
    int count = table.getInt();
    long at = table.getInt() + (long) slot * SLOT + INSIDE;
    return slot < count && read(block, at, Integer.BYTES).getInt() != 0;
  }

  private int owner(int word) throws IOException {
    return (read(block, word, Integer.BYTES).getInt() & OWNER_BITS) - 1;
  }

  /// Whether the mutex names a handle whose process the kernel knows to be dead.
  boolean isHeldByDead() throws IOException {
    int holder = holder();
    return holder >= 0 && !isLocked(holder) && holder() == holder;
  }

  /// How often the mutex was taken from somebody dead.
  long abandoned() throws IOException {
    return read(block, ABANDONED, Long.BYTES).getLong();
  }

  /// Whether the frame at the tail is committed: its writer stands between the two stores.
  boolean tailLagsBehind() throws IOException {
    return isCommitted(FRAME_TAIL);
  }

  /// Whether a queue has a message that can be read, while somebody is about to sleep or sleeps.
  boolean sleepsBesideData() throws IOException {
    boolean sleeper = (read(block, DATA_WORD, Integer.BYTES).getInt() & SLEEPERS) != 0;
    return sleeper && isCommitted(HEAD);
  }

  private boolean isCommitted(int positionAt) throws IOException {
    long position = read(block, positionAt, Long.BYTES).getLong();
    long header = read(ring, RING_BYTES + position % ringSize, Long.BYTES).getLong();
    return (header & COMMITTED) != 0;
  }

  /// For a message.
  String describe(int slot) throws IOException {
    return "slot=" + slot + ", locked=" + isLocked(slot) + ", mutex holder=" + holder();
  }

  @Override
  public void close() throws IOException {
    block.close();
    ring.close();
    locks.close();
  }
}
