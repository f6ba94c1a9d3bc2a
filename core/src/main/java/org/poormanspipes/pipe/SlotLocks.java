package org.poormanspipes.pipe;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.poormanspipes.linux.ByteLock;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.pool.BlockFile;

/// The proof of life: the owner of a slot holds a lock on the slot's byte of a file, and the kernel
/// drops it when the owner's process ends, however it ends. No heartbeat, and no clock.
///
/// Owners lock through a descriptor of their own, which is never mapped, duplicated or handed on:
/// closing it, or dying, is what drops the lock. Everybody else asks through one descriptor that
/// this object keeps open; it works also after the file was unlinked.
final class SlotLocks implements AutoCloseable {

  /// Beyond any content: the locked bytes need not exist.
  private static final long FIRST = 1L << 40;

  private final BlockFile file;
  private final Descriptor probe;

  SlotLocks(BlockFile file) throws IOException {
    this.file = file;
    this.probe = file.open(true);
  }

  /// A descriptor through which an owner can lock one slot.
  Descriptor open() throws IOException {
    return file.open(true);
  }

  static boolean tryLock(Descriptor descriptor, int slot) throws IOException {
    return ByteLock.tryLock(descriptor, FIRST + slot);
  }

  static void unlock(Descriptor descriptor, int slot) throws IOException {
    ByteLock.unlock(descriptor, FIRST + slot);
  }

  /// Whether the lock of a slot is held, as seen through any descriptor of the file that holds
  /// none.
  static boolean isAlive(Descriptor file, int slot) throws IOException {
    return ByteLock.isHeldByOther(file, FIRST + slot);
  }

  boolean isAlive(int slot) throws IOException {
    return isAlive(probe, slot);
  }

  Descriptor probe() {
    return probe;
  }

  /// Runs an action while holding the lock of a dead slot, so that nobody can take the slot
  /// meanwhile.
  ///
  /// @return the action's result, false if the owner lives
  boolean ifDead(int slot, BooleanSupplier action) {
    try {
      // One at a time in this process: the descriptor's locks do not exclude its own threads.
      synchronized (probe) {
        if (!ByteLock.tryLock(probe, FIRST + slot)) {
          return false;
        }
        try {
          return action.getAsBoolean();
        } finally {
          // Unlocked and not closed: closing would tell whoever watches the file of a death.
          ByteLock.unlock(probe, FIRST + slot);
        }
      }
    } catch (IOException unknown) {
      // Without proof nobody is dead.
      return false;
    }
  }

  @Override
  public void close() {
    probe.close();
  }
}
