package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.poormanspipes.linux.Mapping;
import org.poormanspipes.linux.Words;
import org.poormanspipes.mutex.Owners;
import org.poormanspipes.pool.BlockLayout;
import org.poormanspipes.ring.Cursors;

/// The handle slots of a pipe, as this process sees them. The table may grow under it; it is then
/// mapped again, and what was mapped before stays, because handles point into it.
final class SlotTable implements Owners, Cursors {

  private final PipeControl control;
  private final SlotLocks locks;
  private final int slotsAt;
  private final List<Mapping> mappings = new ArrayList<>();

  /// All slots that are mapped.
  private volatile Slot[] table;

  SlotTable(Words block, SlotLocks locks, int slotsAt) {
    this.control = new PipeControl(block);
    this.locks = locks;
    this.slotsAt = slotsAt;
    this.table = slots(block);
  }

  /// Where the slots begin, as it was checked when the block was mapped.
  int slotsAt() {
    return slotsAt;
  }

  /// How many slots there are. A count that does not fit the file counts as what fits.
  int count() {
    int count = Math.clamp(control.slotCountAcquire(), 0, PipeLayout.MAX_SLOTS);
    int mapped = table.length;
    return count <= mapped ? count : Math.min(count, mapAgain(count));
  }

  private Slot[] slots(Words memory) {
    long bytes = memory.segment().byteSize() - slotsAt - BlockLayout.TRAILER;
    Slot[] slots = new Slot[Math.clamp(bytes / SlotLayout.SIZE, 0, PipeLayout.MAX_SLOTS)];
    Arrays.setAll(
        slots, number -> new Slot(number, memory, slotsAt + (long) number * SlotLayout.SIZE));
    return slots;
  }

  private synchronized int mapAgain(int count) {
    if (table.length < count) {
      try {
        long size = NamePlace.blockSize(slotsAt, count);
        if (locks.probe().status().size() >= size) {
          Mapping mapping = Mapping.map(locks.probe(), 0, size, Mapping.Access.READ_WRITE);
          mappings.add(mapping);
          table = slots(Words.of(mapping.segment()));
        }
      } catch (IOException noMemory) {
        // What is mapped goes on being seen; the rest is tried again at the next look.
        return table.length;
      }
    }
    return table.length;
  }

  Slot get(int number) {
    return table[number];
  }

  /// Whether a live slot is of a kind, by its word; a dead owner counts until it is reaped.
  boolean anyLive(Predicate<Slot> kind) {
    int count = count();
    for (int number = 0; number < count; number++) {
      Slot slot = get(number);
      if (slot.isLiveAcquire() && kind.test(slot)) {
        return true;
      }
    }
    return false;
  }

  /// The first slot that a writer has.
  ///
  /// @return its number, -1 if none has one
  int findWriter() {
    int count = count();
    for (int number = 0; number < count; number++) {
      if (isWriter(number)) {
        return number;
      }
    }
    return -1;
  }

  /// Whether a writer has a slot, a dead one too until it is reaped.
  boolean isWriter(int number) {
    Slot slot = get(number);
    return slot.isLiveAcquire() && slot.access().writes();
  }

  /// A dead reader counts until it is reaped.
  @Override
  public long slowest(long tail) {
    long slowest = tail;
    int count = count();
    for (int number = 0; number < count; number++) {
      Slot slot = get(number);
      if (slot.isLiveAcquire() && slot.access().reads()) {
        slowest = Math.min(slowest, slot.cursorAcquire());
      }
    }
    return slowest;
  }

  SlotLocks locks() {
    return locks;
  }

  /// For the mutex. A number that no slot can have belongs to nobody, so it is dead; of one that
  /// only this table has not, the lock knows.
  @Override
  public boolean ifDead(int owner, BooleanSupplier takeover) {
    if (owner < 0 || owner >= PipeLayout.MAX_SLOTS) {
      return takeover.getAsBoolean();
    }
    return locks.ifDead(owner, takeover);
  }

  @Override
  public boolean isInside(int owner) {
    return owner >= 0 && owner < count() && get(owner).isInsideAcquire();
  }

  @Override
  public void clearInside(int owner) {
    get(owner).inside(false);
  }

  /// Takes the memory out of this process.
  synchronized void unmap() {
    mappings.forEach(Mapping::unmap);
    mappings.clear();
  }
}
