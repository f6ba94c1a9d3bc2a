package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.Delivery;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeName;
import org.poormanspipes.PipeType;
import org.poormanspipes.events.Source;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.Words;
import org.poormanspipes.mutex.RobustMutex;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.pool.Block;
import org.poormanspipes.pool.BlockFile;
import org.poormanspipes.ring.BroadcastByteRing;
import org.poormanspipes.ring.BroadcastMessageRing;
import org.poormanspipes.ring.ByteRing;
import org.poormanspipes.ring.Cursor;
import org.poormanspipes.ring.MessageRing;
import org.poormanspipes.ring.Ring;
import org.poormanspipes.ring.RingFigures;
import org.poormanspipes.ring.RingGeometry;

/// The resource context: a pipe, as this process sees it. All handles of the process share one; the
/// device counts them, and takes the memory out of the process with the last.
final class PipeContext {

  private final BlockId id;
  private final Block block;
  private final Storages storages;
  private final SlotTable slots;
  private final PipeControl control;
  private final RobustMutex mutex;
  private final Signal data;
  private final Signal room;
  private final WaitingProcess waitingProcess;
  private final Source source;
  private final String key;
  private final PipeType type;
  private final Delivery delivery;

  /// How many handles of this process use the context; guarded by the device's table of contexts.
  private int users;

  private PipeContext(
      BlockId id,
      String key,
      Block block,
      Storages storages,
      SlotTable slots,
      Doorbells doorbells,
      String device) {
    Words memory = block.words();
    this.id = id;
    this.block = block;
    this.storages = storages;
    this.slots = slots;
    this.control = new PipeControl(memory);
    this.mutex = new RobustMutex(memory, PipeLayout.MUTEX, slots);
    this.data = new Signal(memory, PipeLayout.DATA_WORD, doorbells);
    this.room = new Signal(memory, PipeLayout.ROOM_WORD, doorbells);
    this.waitingProcess = new WaitingProcess(memory, doorbells.own());
    this.source = new Source(device, PipeName.printable(control.name()));
    this.key = key;
    this.type = control.type();
    this.delivery = control.delivery();
  }

  /// Maps a pipe's blocks and checks them.
  ///
  /// @param device the name of the device it is on
  static PipeContext map(PipeFiles files, BlockId id, Doorbells doorbells, String device)
      throws IOException {
    Block block = Block.open(files.pipe(id), Tags.PIPE);
    boolean mapped = false;
    try {
      if (block.size() < PipeLayout.NAMES) {
        throw Damage.of("it has only " + block.size() + " bytes");
      }
      PipeControl.Checked checked = new PipeControl(block.words()).check(id, block.size());
      PipeContext context = withLocks(files, id, block, checked, doorbells, device);
      mapped = true;
      return context;
    } finally {
      if (!mapped) {
        block.unmap();
      }
    }
  }

  private static PipeContext withLocks(
      PipeFiles files,
      BlockId id,
      Block block,
      PipeControl.Checked checked,
      Doorbells doorbells,
      String device)
      throws IOException {
    SlotLocks locks = new SlotLocks(files.pipe(id));
    Storages storages = new Storages(files, id, block.words());
    boolean made = false;
    try {
      // A ring that is damaged is found here, before anybody has a handle.
      storages.keep();
      SlotTable slots = new SlotTable(block.words(), locks, checked.slotsAt());
      PipeContext context =
          new PipeContext(id, checked.key(), block, storages, slots, doorbells, device);
      made = true;
      return context;
    } finally {
      if (!made) {
        storages.letGo();
        locks.close();
      }
    }
  }

  /// Takes the memory out of this process. No handle of this process is open any more.
  void unmap() {
    storages.letGo();
    slots.unmap();
    slots.locks().close();
    block.unmap();
  }

  /// Whether a file is this pipe's block, and not one that was made anew.
  boolean isFileOf(BlockFile file) throws IOException {
    FileStatus status = file.status();
    if (status.inode() != block.inode()) {
      return false;
    }
    block.requireWhole(status);
    return true;
  }

  BlockId id() {
    return id;
  }

  /// Whose it is, which is who is charged.
  int owner() throws IOException {
    return MemoryAccess.payer(slots.locks().probe().status(), control);
  }

  /// For sentences: without what should not be printed.
  String name() {
    return source.pipe();
  }

  /// What events say where they happened.
  Source source() {
    return source;
  }

  String key() {
    return key;
  }

  PipeType type() {
    return type;
  }

  Block block() {
    return block;
  }

  /// Checks that no file of the pipe was cut short, for whoever waits or polls: a ring that seems
  /// empty, or full, is not looked at.
  void requireWhole() throws IOException {
    block.requireWhole(slots.locks().probe().status());
    storages.requireWhole();
  }

  Storages storages() {
    return storages;
  }

  SlotTable slots() {
    return slots;
  }

  boolean isBroadcast() {
    return delivery == Delivery.BROADCAST;
  }

  PipeControl control() {
    return control;
  }

  RobustMutex mutex() {
    return mutex;
  }

  /// What readers wait for.
  Signal data() {
    return data;
  }

  /// What writers wait for.
  Signal room() {
    return room;
  }

  Signal signal(WaitReason reason) {
    return reason == WaitReason.ROOM ? room : data;
  }

  /// Something that moves when what is waited for has happened, for a look that costs a load: the
  /// tail for data, the head or the slowest reader for room.
  long progress(WaitReason reason) {
    if (reason == WaitReason.DATA) {
      return tail();
    }
    return delivery == Delivery.QUEUE
        ? RingFigures.head(block.words(), PipeLayout.RING)
        : slots.slowest(Long.MAX_VALUE);
  }

  private long tail() {
    return type == PipeType.BYTE
        ? RingFigures.byteTail(block.words(), PipeLayout.RING)
        : RingFigures.frameTail(block.words(), PipeLayout.RING);
  }

  WaitingProcess waitingProcess() {
    return waitingProcess;
  }

  /// A view of the ring for one side of a handle.
  Ring newRing(RingGeometry geometry, Cursor cursor) {
    if (delivery == Delivery.BROADCAST) {
      return type == PipeType.BYTE
          ? new BroadcastByteRing(geometry, cursor, slots)
          : new BroadcastMessageRing(geometry, cursor, slots);
    }
    return type == PipeType.BYTE ? new ByteRing(geometry) : new MessageRing(geometry);
  }

  /// Keeps of a handle that goes what the pipe needs: what it counted, and how far it had read.
  void settle(Slot slot) {
    slot.counters().moveTo(control.totals());
    slot.rareCounters().moveTo(control.rareTotals());
    if (delivery == Delivery.BROADCAST && slot.access().reads()) {
      long floor = RingFigures.floor(block.words(), PipeLayout.RING);
      control.raiseReadUpTo(floor, slot.cursor().start(), slot.cursor().acquire());
    }
  }

  /// Makes every sleeper look again: a handle came or went.
  void wakeAll() {
    data.wakeAlways();
    room.wakeAlways();
  }

  /// Whether the rules say that the pipe goes now. The name's lock is held.
  boolean isOver() throws IOException {
    if (!control.used() || slots.anyLive(slot -> true)) {
      return false;
    }
    Lifetime lifetime = control.lifetime();
    return lifetime == Lifetime.TEMPORARY || (lifetime == Lifetime.DRAIN && everythingWasRead());
  }

  /// Of a queue, when it is empty; of a broadcast, when some reader that is gone had read it all.
  private boolean everythingWasRead() throws IOException {
    if (delivery == Delivery.QUEUE) {
      Storage storage = storages.use();
      try {
        return newRing(storage.geometry(), new Cursor(block.words(), 0)).isEmpty();
      } finally {
        storages.release(storage);
      }
    }
    // A frame tail may lag behind one message whose writer died before its write returned, and
    // which no reader is left to miss.
    return control.readUpTo() >= tail();
  }

  void addUser() {
    users++;
  }

  boolean removeUser() {
    users--;
    return users == 0;
  }

  @Override
  public String toString() {
    return "PipeContext[" + name() + ", number=" + id + "]";
  }
}
