package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.PipeName;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.driver.Access;
import org.poormanspipes.linux.FileNames;
import org.poormanspipes.pool.Accounts;
import org.poormanspipes.pool.Block;
import org.poormanspipes.pool.NamedFile;
import org.poormanspipes.pool.PoolType;

/// Makes the blocks of a new pipe: its ring, then its own block under a name that is not yet a
/// pipe's, which becomes one by being renamed. Whatever fails, nothing is left. The name's lock is
/// held.
final class PipeMaker {

  private static final int FIRST_GENERATION = 0;

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
    boolean done = false;
    try {
      Quota.check(device, names.blockSize() + storageSize);
      // Under both locks a file of this number can only be what a death left behind.
      remove(ring, unfinished);
      Block storage = Block.create(ring.path(), Tags.RING, type, storageSize, memory.mode());
      RingPlace.initialise(storage, properties.capacity());
      storage.unmap();
      Block block =
          Block.create(unfinished.path(), Tags.PIPE, type, names.blockSize(), memory.mode());
      fill(block, ownership);
      memory.files().apply(ring);
      memory.files().apply(unfinished);
      FileNames.rename(unfinished.path(), files.pipe(id).path());
      done = true;
      book();
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

  private void book() {
    Accounts accounts = device.control().accounts();
    accounts.allocated(Tags.PIPE, type, names.blockSize());
    accounts.allocated(Tags.RING, type, storageSize);
    device.control().pipes(device.control().pipes() + 1);
  }

  private static void remove(NamedFile ring, NamedFile unfinished) throws IOException {
    unfinished.remove();
    ring.remove();
  }
}
