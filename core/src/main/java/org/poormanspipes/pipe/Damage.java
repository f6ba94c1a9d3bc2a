package org.poormanspipes.pipe;

import org.poormanspipes.pool.DamagedBlockException;

/// Says that a block's content is not what it should be.
final class Damage {

  private Damage() {}

  static DamagedBlockException of(String how) {
    return new DamagedBlockException("its block is damaged: " + how);
  }
}
