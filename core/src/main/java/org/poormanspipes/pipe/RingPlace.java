package org.poormanspipes.pipe;

import org.poormanspipes.PipeProperties;
import org.poormanspipes.linux.Words;
import org.poormanspipes.pool.Block;
import org.poormanspipes.pool.BlockLayout;
import org.poormanspipes.pool.DamagedBlockException;
import org.poormanspipes.ring.RingGeometry;

/// Where a ring lies in its block.
///
/// ```
///   0x00  block header
///   0x40  capacity
///   0x80  the ring's bytes, up to the guard
/// ```
///
/// The capacity stands beside the bytes, so the number of the block's file, the generation, says
/// everything, and storing it commits a change of the capacity.
final class RingPlace {

  static final int CAPACITY = BlockLayout.CONTENT;
  static final int BYTES = 0x80;

  private RingPlace() {}

  /// How large the block of a ring is.
  static long blockSize(long capacity) {
    return BYTES + RingGeometry.physicalSize(capacity) + BlockLayout.TRAILER;
  }

  static void initialise(Block block, long capacity) {
    block.words().longOpaque(CAPACITY, capacity);
  }

  /// The geometry that a ring's block tells, if it goes with the memory that is really there. After
  /// this check no position leads outside it.
  static RingGeometry check(Words control, Block storage, long generation)
      throws DamagedBlockException {
    long capacity = storage.size() < BYTES ? 0 : storage.words().longOpaque(CAPACITY);
    boolean possible =
        capacity > 0
            && capacity <= PipeProperties.MAX_CAPACITY
            && blockSize(capacity) == storage.size();
    if (!possible) {
      throw Damage.of(
          "capacity="
              + capacity
              + " does not go with a ring's block of "
              + storage.size()
              + " bytes");
    }
    return new RingGeometry(
        new RingGeometry.Control(control, PipeLayout.RING, generation),
        storage.memory(),
        BYTES,
        RingGeometry.physicalSize(capacity),
        capacity);
  }
}
