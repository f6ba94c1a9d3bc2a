package org.poormanspipes.pipe;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.Delivery;
import org.poormanspipes.HandleOptions;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Ids;
import org.poormanspipes.pool.Accounts;
import org.poormanspipes.pool.PoolType;

/// Takes a handle slot of a pipe for a new handle. The name's lock is held, so nobody else takes
/// one or makes the table larger at the same time.
final class SlotTaker {

  private final PipeDeviceContext device;
  private final PipeContext pipe;

  SlotTaker(PipeDeviceContext device, PipeContext pipe) {
    this.device = device;
    this.pipe = pipe;
  }

  /// A slot, and the descriptor that holds its lock.
  record Taken(Slot slot, Descriptor life) {}

  Taken take(HandleOptions options, @Nullable Caller caller) throws IOException {
    Descriptor life = pipe.slots().locks().open();
    boolean taken = false;
    try {
      Slot slot = lockFree(life);
      disown(slot);
      slot.fill(options, Ids.pid(), Ids.uid(), device.process().number(), Ids.program());
      slot.client(caller);
      if (options.access().reads() && pipe.control().delivery() == Delivery.BROADCAST) {
        BroadcastReader.join(pipe, slot, options.startAt());
      } else {
        slot.liveRelease();
      }
      taken = true;
      return new Taken(slot, life);
    } finally {
      if (!taken) {
        life.close();
      }
    }
  }

  /// The lock first, then a look at the slot again: a free slot's last owner may still be about to
  /// drop its lock, and a live slot whose lock can be had is a dead handle's that nobody has
  /// reaped.
  private Slot lockFree(Descriptor life) throws IOException {
    while (true) {
      int count = pipe.slots().count();
      for (int number = 0; number < count; number++) {
        Slot slot = pipe.slots().get(number);
        if (!slot.isLiveAcquire() && SlotLocks.tryLock(life, number)) {
          if (!slot.isLiveAcquire()) {
            return slot;
          }
          SlotLocks.unlock(life, number);
        }
      }
      grow(count);
    }
  }

  /// Whoever died before its slot went live may have died with the mutex, and nobody reaps a slot
  /// that is not live. From now on the slot's lock is held, so to everybody else the mutex would
  /// seem to be in good hands: it is given back first, and whoever gets it next is told of the
  /// death.
  private void disown(Slot slot) {
    if (pipe.mutex().holder() == slot.number()) {
      SlotOwner owner = new SlotOwner(slot, pipe.source());
      if (pipe.mutex().takeFromDead(slot.number(), owner)) {
        pipe.mutex().release(owner);
      }
    }
  }

  private void grow(int count) throws IOException {
    if (count == 0) {
      throw Damage.of("it has no handle slots");
    }
    int slotsAt = pipe.slots().slotsAt();
    int larger = Math.min(2 * count, PipeLayout.MAX_SLOTS);
    if (larger <= count) {
      throw new DeviceException(
          Kind.IN_USE,
          "the pipe '" + pipe.name() + "' has " + count + " handles open, which is the limit");
    }
    long oldSize = NamePlace.blockSize(slotsAt, count);
    long newSize = NamePlace.blockSize(slotsAt, larger);
    PoolType type = pipe.block().type();
    try (DeviceLock _ = DeviceLock.acquire(device)) {
      int uid = pipe.owner();
      Quota.checkBytes(device, uid, newSize - oldSize);
      // Who died in the middle of this was booked with what the block said, by the recovery.
      long booked = pipe.block().grow(oldSize, newSize);
      pipe.control().slotCountRelease(larger);
      device.control().accounts().grew(Tags.PIPE, type, booked, newSize);
      long more = Accounts.charge(newSize) - Accounts.charge(booked);
      device.control().users().book(uid, 0, more);
    }
  }
}
