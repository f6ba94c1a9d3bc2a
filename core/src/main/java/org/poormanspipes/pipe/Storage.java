package org.poormanspipes.pipe;

import org.poormanspipes.pool.Block;
import org.poormanspipes.ring.RingGeometry;

/// A ring's bytes of one generation, mapped into this process, with how many views use it.
final class Storage {

  private final long generation;
  private final Block block;
  private final RingGeometry geometry;

  /// Guarded by the table of storages.
  private int users;

  Storage(long generation, Block block, RingGeometry geometry) {
    this.generation = generation;
    this.block = block;
    this.geometry = geometry;
  }

  long generation() {
    return generation;
  }

  Block block() {
    return block;
  }

  RingGeometry geometry() {
    return geometry;
  }

  void addUser() {
    users++;
  }

  boolean removeUser() {
    users--;
    return users == 0;
  }
}
