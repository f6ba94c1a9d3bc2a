package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.PipeType;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.pool.Accounts;
import org.poormanspipes.pool.Block;
import org.poormanspipes.pool.NamedFile;
import org.poormanspipes.pool.PoolType;
import org.poormanspipes.ring.Cursors;
import org.poormanspipes.ring.RingGeometry;
import org.poormanspipes.ring.RingLayout;
import org.poormanspipes.ring.RingMove;
import org.poormanspipes.ring.RingRecovery;

/// Changes a pipe's capacity while it is in use: a new ring beside the old one, the content copied,
/// and the generation stored, which is the commit. The name's lock, the device's mutex and the
/// pipe's mutex are held, in this order; readers go on. A death before the commit leaves a ring of
/// a generation that is not the pipe's, and one after it leaves the old ring: the device's recovery
/// removes either.
final class ResizeOperation {

  private static final int GENERATION = PipeLayout.RING + RingLayout.GENERATION;

  private final PipeDeviceContext device;
  private final PipeContext pipe;
  private final long capacity;

  ResizeOperation(PipeDeviceContext device, PipeContext pipe, long capacity) {
    this.device = device;
    this.pipe = pipe;
    this.capacity = capacity;
  }

  void run() throws IOException {
    Storage old = pipe.storages().use();
    try {
      long generation = old.generation() + 1;
      NamedFiles files = named();
      NamedFile oldRing = files.ring(pipe.id(), old.generation());
      NamedFile newRing = files.ring(pipe.id(), generation);
      PoolType type = pipe.block().type();
      long oldSize = old.block().size();
      long newSize = RingPlace.blockSize(capacity);
      long more = Accounts.charge(newSize) - Accounts.charge(oldSize);
      int uid = pipe.owner();
      Quota.checkBytes(device, uid, more);
      newRing.remove();
      MemoryAccess memory = MemoryAccess.like(oldRing);
      Block made = Block.create(newRing, Tags.RING, type, newSize, 0600);
      boolean committed = false;
      try {
        // Opened to others when it is whose it should be.
        memory.apply(newRing);
        RingPlace.initialise(made, capacity);
        RingGeometry to = RingPlace.check(pipe.block().words(), made, generation);
        move(old, to);
        // The commit. A reader that acquires any position stored after this sees it.
        pipe.block().words().longRelease(GENERATION, generation);
        committed = true;
        RingRecovery.tellWriters(to);
      } finally {
        made.unmap();
        (committed ? oldRing : newRing).remove();
      }
      pipe.control().capacity(capacity);
      Accounts accounts = device.control().accounts();
      accounts.allocated(Tags.RING, type, newSize);
      accounts.freed(Tags.RING, type, oldSize);
      device.control().users().book(uid, 0, more);
    } finally {
      pipe.storages().release(old);
    }
  }

  private NamedFiles named() throws DeviceException {
    return device
        .files()
        .named(
            "the capacity of '"
                + pipe.name()
                + "' stays as it is: it is an unnamed pipe, and a larger or smaller ring would have"
                + " to be handed to everybody who has it; hand over a new pipe");
  }

  private void move(Storage old, RingGeometry to) throws IOException {
    Cursors cursors = pipe.isBroadcast() ? pipe.slots() : tail -> 0;
    RingMove move = new RingMove(old.geometry(), to, cursors);
    long wanted = pipe.type() == PipeType.BYTE ? move.moveBytes() : move.moveMessages();
    if (wanted < 0) {
      throw Rights.damaged(pipe);
    }
    if (wanted > capacity) {
      throw new DeviceException(
          Kind.IN_USE,
          "the pipe '"
              + pipe.name()
              + "' holds "
              + wanted
              + " bytes that are not read yet, and"
              + " capacity="
              + capacity
              + " would not hold them: read some first, or ask for more");
    }
  }
}
