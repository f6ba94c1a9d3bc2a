package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.SystemCallException;
import org.poormanspipes.linux.Words;
import org.poormanspipes.pool.Block;
import org.poormanspipes.pool.DamagedBlockException;
import org.poormanspipes.ring.RingLayout;

/// The storages of one pipe that this process has mapped: the current one, and older ones that a
/// handle has not let go of yet.
final class Storages {

  private static final int GENERATION = PipeLayout.RING + RingLayout.GENERATION;

  private final PipeFiles files;
  private final BlockId id;
  private final Words control;
  private final Map<Long, Storage> mapped = new HashMap<>();

  /// Kept for the handle that the pipe was mapped for.
  private @Nullable Storage kept;

  Storages(PipeFiles files, BlockId id, Words control) {
    this.files = files;
    this.id = id;
    this.control = control;
  }

  long generation() {
    return control.longAcquire(GENERATION);
  }

  /// The storage of the current generation, counted as used.
  synchronized Storage use() throws IOException {
    while (true) {
      long generation = generation();
      Storage known = mapped.get(generation);
      if (known == null) {
        known = map(generation);
      }
      if (known != null) {
        known.addUser();
        return known;
      }
    }
  }

  /// Maps the storage, and keeps it until somebody uses it or [#letGo()].
  synchronized void keep() throws IOException {
    kept = use();
  }

  /// Whoever needs what was kept has it.
  synchronized void letGo() {
    Storage storage = kept;
    kept = null;
    if (storage != null) {
      release(storage);
    }
  }

  /// Null if the ring moved on meanwhile.
  private @Nullable Storage map(long generation) throws IOException {
    Block block;
    try {
      block = Block.open(files.ring(id, generation), Tags.RING);
    } catch (SystemCallException failed) {
      if (failed.errno() != Errno.ENOENT) {
        throw failed;
      }
      if (generation() != generation) {
        return null;
      }
      throw Damage.of("its ring is missing: " + files + "/" + id.ringFile(generation));
    }
    Storage storage = checked(generation, block);
    mapped.put(generation, storage);
    return storage;
  }

  private Storage checked(long generation, Block block) throws DamagedBlockException {
    boolean right = false;
    try {
      Storage storage = new Storage(generation, block, RingPlace.check(control, block, generation));
      right = true;
      return storage;
    } finally {
      if (!right) {
        block.unmap();
      }
    }
  }

  /// Checks that no file of what is mapped was cut short. One that the ring has left may be gone.
  synchronized void requireWhole() throws IOException {
    for (Storage storage : mapped.values()) {
      if (storage.generation() == generation()) {
        FileStatus status = storage.block().file().statusIfPresent();
        if (status != null) {
          storage.block().requireWhole(status);
        }
      }
    }
  }

  synchronized void release(Storage storage) {
    if (storage.removeUser()) {
      mapped.remove(storage.generation());
      storage.block().unmap();
    }
  }
}
