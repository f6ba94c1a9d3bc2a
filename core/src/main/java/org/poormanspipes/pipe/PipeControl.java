package org.poormanspipes.pipe;

import org.poormanspipes.Delivery;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.linux.RawMemory;
import org.poormanspipes.linux.Words;
import org.poormanspipes.pool.BlockLayout;
import org.poormanspipes.pool.DamagedBlockException;

/// The fields of a pipe's block, in the shared memory itself or in a copy of it. Any value may have
/// been spoilt: an unknown constant is read as the first one, and nothing here is used as an offset
/// without a check by whoever does.
final class PipeControl {

  private final Words memory;

  /// Where each operation looks.
  private final long deleted;

  PipeControl(Words memory) {
    this.memory = memory;
    this.deleted = memory.address(PipeLayout.DELETED, Integer.BYTES);
  }

  /// Fills a new block, before anybody else can see it.
  void initialise(BlockId id, NamePlace names, PipeProperties properties, Ownership owner) {
    putLong(PipeLayout.NUMBER, id.hash());
    putLong(PipeLayout.CREATED, System.currentTimeMillis());
    putInt(PipeLayout.UID, owner.uid());
    putInt(PipeLayout.GID, owner.gid());
    putInt(PipeLayout.TYPE, Code.TYPE.number(properties.type()));
    putInt(PipeLayout.DELIVERY, Code.DELIVERY.number(properties.delivery()));
    names.write(memory);
    whenFull(properties.whenFull());
    lifetime(properties.lifetime());
    putLong(PipeLayout.CAPACITY, properties.capacity());
    putInt(PipeLayout.MODE, properties.mode());
    AccessField.ofPipe(memory).store(properties.access());
    putInt(PipeLayout.PINNED, properties.pinned() ? 1 : 0);
  }

  /// Refuses a block whose key is not the one that its number stands for, or whose slots can't lie
  /// where it says. What is left unchecked is used with care, and what was checked is handed on:
  /// read again, it might be another.
  ///
  /// @param id its number
  /// @param size its size, of which its guards were right
  Checked check(BlockId id, long size) throws DamagedBlockException {
    String key = key();
    if (BlockId.hash(key) != id.hash()) {
      throw Damage.of("its key does not go with its number");
    }
    int slotsAt = slotsAt();
    long keyEnd = (long) getInt(PipeLayout.KEY_AT) + getInt(PipeLayout.KEY_LENGTH);
    boolean possible =
        slotsAt >= Math.max(PipeLayout.NAMES, keyEnd)
            && slotsAt % PipeLayout.SLOT_ALIGNMENT == 0
            && slotsAt < keyEnd + SlotLayout.SIZE
            && slotsAt < size
            && (size - slotsAt - BlockLayout.TRAILER) % SlotLayout.SIZE == 0;
    if (!possible) {
      throw Damage.of("its handle slots begin at " + slotsAt);
    }
    return new Checked(key, slotsAt);
  }

  /// What was found right.
  record Checked(String key, int slotsAt) {}

  String name() {
    return Texts.get(memory, getInt(PipeLayout.NAME_AT), getInt(PipeLayout.NAME_LENGTH));
  }

  String key() {
    return Texts.get(memory, getInt(PipeLayout.KEY_AT), getInt(PipeLayout.KEY_LENGTH));
  }

  long created() {
    return getLong(PipeLayout.CREATED);
  }

  int uid() {
    return getInt(PipeLayout.UID);
  }

  int gid() {
    return getInt(PipeLayout.GID);
  }

  PipeType type() {
    return Code.TYPE.constant(getInt(PipeLayout.TYPE));
  }

  Delivery delivery() {
    return Code.DELIVERY.constant(getInt(PipeLayout.DELIVERY));
  }

  WhenFull whenFull() {
    return Code.WHEN_FULL.constant(getInt(PipeLayout.WHEN_FULL));
  }

  void whenFull(WhenFull value) {
    putInt(PipeLayout.WHEN_FULL, Code.WHEN_FULL.number(value));
  }

  Lifetime lifetime() {
    return Code.LIFETIME.constant(getInt(PipeLayout.LIFETIME));
  }

  void lifetime(Lifetime value) {
    putInt(PipeLayout.LIFETIME, Code.LIFETIME.number(value));
  }

  int mode() {
    return getInt(PipeLayout.MODE);
  }

  void mode(int value) {
    putInt(PipeLayout.MODE, value);
  }

  void owner(Ownership owner) {
    putInt(PipeLayout.UID, owner.uid());
    putInt(PipeLayout.GID, owner.gid());
  }

  /// As it stands beside the ring's bytes too, where it counts; here for onlookers.
  long capacity() {
    return getLong(PipeLayout.CAPACITY);
  }

  void capacity(long value) {
    putLong(PipeLayout.CAPACITY, value);
  }

  boolean pinned() {
    return getInt(PipeLayout.PINNED) != 0;
  }

  /// Partner: deletedRelease(). Who sees it set finds the name gone.
  boolean deletedAcquire() {
    return RawMemory.intAcquire(deleted) != 0;
  }

  void deletedRelease() {
    memory.intRelease(PipeLayout.DELETED, 1);
  }

  /// Whether the pipe was ever opened for reading or writing: only then does a last close count.
  boolean used() {
    return getInt(PipeLayout.USED) != 0;
  }

  void markUsed() {
    putInt(PipeLayout.USED, 1);
  }

  /// How often the pipe was opened for writing. A reader that sees it change has had a writer.
  long writerOpensAcquire() {
    return memory.longAcquire(PipeLayout.WRITER_OPENS);
  }

  /// Under the name's lock.
  void addWriterOpen() {
    memory.longAdd(PipeLayout.WRITER_OPENS, 1);
  }

  /// Partner: slotCountRelease(). The slots up to the count are there.
  int slotCountAcquire() {
    return memory.intAcquire(PipeLayout.SLOT_COUNT);
  }

  /// Under the name's lock.
  void slotCountRelease(int count) {
    memory.intRelease(PipeLayout.SLOT_COUNT, count);
  }

  int slotsAt() {
    return getInt(PipeLayout.SLOTS_AT);
  }

  /// Up to where everything was read by readers of a broadcast that are gone, from the first on.
  long readUpTo() {
    return getLong(PipeLayout.READ_UP_TO);
  }

  /// A reader goes. What lay before it came, and is there still, it has not read. Readers may go at
  /// the same time.
  void raiseReadUpTo(long floor, long start, long position) {
    long known = readUpTo();
    while (start <= Math.max(known, floor)
        && known < position
        && !memory.longCompareAndSet(PipeLayout.READ_UP_TO, known, position)) {
      known = readUpTo();
    }
  }

  Counters totals() {
    return new Counters(memory, PipeLayout.TOTALS);
  }

  RareCounters rareTotals() {
    return new RareCounters(memory, PipeLayout.RARE_TOTALS);
  }

  /// Who may use the pipe, also while that is being changed.
  PipeAccess access() {
    return new PipeAccess(memory, this);
  }

  PipeProperties properties() {
    return new PipeProperties(
        type(),
        whenFull(),
        delivery(),
        lifetime(),
        capacity(),
        AccessField.ofPipe(memory).load(mode()),
        "",
        pinned());
  }

  private int getInt(int field) {
    return memory.intOpaque(field);
  }

  private void putInt(int field, int value) {
    memory.intOpaque(field, value);
  }

  private long getLong(int field) {
    return memory.longOpaque(field);
  }

  private void putLong(int field, long value) {
    memory.longOpaque(field, value);
  }
}
