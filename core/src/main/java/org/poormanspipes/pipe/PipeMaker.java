package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.PipeName;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.driver.Access;
import org.poormanspipes.pool.Accounts;
import org.poormanspipes.pool.Block;
import org.poormanspipes.pool.NamedFile;
import org.poormanspipes.pool.PoolType;

/// Makes the blocks of a new pipe: its ring, then its own block under a name that is not yet a
/// pipe's, which becomes one by being renamed. Whatever fails, nothing is left. The name's lock is
/// held.
final class PipeMaker {

  private static final int FIRST_GENERATION = 0;
  private static final int CREATORS = 0700;

  private final PipeDeviceContext device;
  private final BlockId id;
  private final PipeProperties properties;
  private final Access access;
  private final NamePlace names;
  private final PoolType type;
  private final long storageSize;

  private PipeMaker(
      PipeDeviceContext device,
      BlockId id,
      PipeName name,
      PipeProperties properties,
      Access access) {
    this.device = device;
    this.id = id;
    this.properties = properties;
    this.access = access;
    this.names = NamePlace.of(name);
    this.type = properties.pinned() ? PoolType.PINNED : PoolType.PAGED;
    this.storageSize = RingPlace.blockSize(properties.capacity());
  }

  /// Makes the pipe of a name.
  ///
  /// @param access what the handle that it is made for may do
  static void make(
      PipeDeviceContext device, BlockId id, PipeName name, PipeProperties properties, Access access)
      throws IOException {
    new PipeMaker(device, id, name, properties, access).make();
  }

  private void make() throws IOException {
    NamedFiles files = device.files().named("an unnamed pipe has no others beside it");
    NamedFile ring = files.ring(id, FIRST_GENERATION);
    NamedFile unfinished = files.newPipe(id);
    Ownership ownership = Ownership.parse(properties.owner());
    MemoryAccess memory = MemoryAccess.of(properties.access(), ownership);
    DeviceLock lock = DeviceLock.acquire(device);
    // Given away, it is opened to its group only when that is the right one.
    int mode = memory.files().given() ? memory.mode() & CREATORS : memory.mode();
    boolean done = false;
    try {
      Quota.check(device, ownership.uid(), charge());
      // Under both locks a file of this number can only be what a death left behind.
      remove(ring, unfinished);
      Block storage = Block.create(ring, Tags.RING, type, storageSize, mode);
      RingPlace.initialise(storage, properties.capacity());
      storage.unmap();
      Block block = Block.create(unfinished, Tags.PIPE, type, names.blockSize(), mode);
      fill(block, ownership);
      if (memory.files().given()) {
        memory.apply(ring);
        memory.apply(unfinished);
      }
      unfinished.entry().rename(files.pipe(id).entry());
      done = true;
      book(ownership.uid());
    } finally {
      if (!done) {
        remove(ring, unfinished);
      }
      lock.close();
    }
  }

  private void fill(Block block, Ownership ownership) {
    try {
      PipeControl control = new PipeControl(block.words());
      control.initialise(id, names, properties, ownership);
      if (access != Access.ATTRIBUTES) {
        // Here already: if the opener dies before it has its handle, the rules of the last close
        // must apply, and not take this for a pipe that was made ahead of its use.
        control.markUsed();
      }
    } finally {
      block.unmap();
    }
  }

  /// As it is booked: each of its two blocks in whole pages.
  private long charge() {
    return Accounts.charge(names.blockSize()) + Accounts.charge(storageSize);
  }

  private void book(int uid) {
    Accounts accounts = device.control().accounts();
    accounts.allocated(Tags.PIPE, type, names.blockSize());
    accounts.allocated(Tags.RING, type, storageSize);
    device.control().pipes(device.control().pipes() + 1);
    device.control().users().book(uid, 1, charge());
  }

  private static void remove(NamedFile ring, NamedFile unfinished) throws IOException {
    unfinished.remove();
    ring.remove();
  }
}
