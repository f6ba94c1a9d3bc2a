package org.poormanspipes.pipe;

import java.lang.foreign.MemorySegment;
import org.poormanspipes.PipeProperties;
import org.poormanspipes.pool.Block;
import org.poormanspipes.pool.BlockLayout;
import org.poormanspipes.pool.DamagedBlockException;
import org.poormanspipes.ring.RingGeometry;

/// Where a pipe's ring lies in its storage block.
final class RingPlace {

  /// The bytes begin behind the block's header.
  static final long STORAGE_AT = BlockLayout.CONTENT;

  private RingPlace() {}

  /// How large the storage block of a ring is.
  static long blockSize(long capacity) {
    return STORAGE_AT + RingGeometry.physicalSize(capacity) + BlockLayout.TRAILER;
  }

  /// The geometry that a pipe's block tells, if it goes with the storage that is really there. After
  /// this check no position leads outside the storage.
  static RingGeometry check(MemorySegment memory, Block storage, PipeControl control)
      throws DamagedBlockException {
    long capacity = control.capacity();
    long at = control.storageAt();
    long size = control.storageSize();
    boolean possible =
        capacity > 0
            && capacity <= PipeProperties.MAX_CAPACITY
            && size == RingGeometry.physicalSize(capacity)
            && at >= BlockLayout.CONTENT
            && at % Long.BYTES == 0
            && at <= storage.size() - BlockLayout.TRAILER - size;
    if (!possible) {
      throw Damage.of(
          "capacity="
              + capacity
              + " does not go with a ring of "
              + size
              + " bytes at "
              + at
              + " in a block of "
              + storage.size());
    }
    return new RingGeometry(memory, PipeLayout.RING, storage.memory(), at, size, capacity);
  }
}
