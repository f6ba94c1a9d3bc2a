package org.poormanspipes.pipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.poormanspipes.linux.ByteLock;
import org.poormanspipes.linux.Descriptor;

/// The proof of life: the owner of a slot holds a lock on the slot's byte of a file, and the kernel
/// drops it when the owner's process ends, however it ends. No heartbeat, and no clock.
///
/// Owners lock through a descriptor of their own, which is never mapped, duplicated or handed on:
/// closing it, or dying, is what drops the lock. Everybody else asks through one descriptor that
/// this object keeps open; it works also after the file was unlinked.
final class SlotLocks implements AutoCloseable {

  private static final Set<Descriptor.Flag> READ_WRITE =
      Set.copyOf(EnumSet.of(Descriptor.Flag.READ_WRITE, Descriptor.Flag.NO_FOLLOW));

  /// Beyond any content: the locked bytes need not exist.
  private static final long FIRST = 1L << 40;

  private final Path path;
  private final Descriptor probe;

  SlotLocks(Path path) throws IOException {
    this.path = path;
    this.probe = Descriptor.open(path, READ_WRITE, 0);
  }

  /// A descriptor through which an owner can lock one slot.
  Descriptor open() throws IOException {
    return Descriptor.open(path, READ_WRITE, 0);
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
