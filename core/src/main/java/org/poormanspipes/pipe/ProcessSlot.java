package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Ids;
import org.poormanspipes.linux.Words;
import org.poormanspipes.mutex.MutexOwner;
import org.poormanspipes.mutex.WaitReason;

/// This process, attached to a device: a slot in the device's block, and the lock that proves the
/// process alive. It is the owner under which the process takes the device's mutex.
final class ProcessSlot extends MutexOwner {

  private final Words memory;
  private final Descriptor life;

  private ProcessSlot(int number, Words memory, Descriptor life) {
    super(number);
    this.memory = memory;
    this.life = life;
  }

  /// Takes the first slot that nobody has. Whose lock can be had is free, or its owner is dead; a
  /// dead owner that still has the mutex keeps its number until the mutex was recovered.
  static ProcessSlot attach(Words memory, SlotLocks locks, HolderOf mutex) throws IOException {
    Descriptor life = locks.open();
    boolean taken = false;
    try {
      for (int number = 0; number < DeviceLayout.MAX_PROCESSES; number++) {
        if (SlotLocks.tryLock(life, number)) {
          if (mutex.holder() == number) {
            // Unlocked again, so that whoever wants the mutex finds its owner dead.
            SlotLocks.unlock(life, number);
            continue;
          }
          ProcessSlot slot = new ProcessSlot(number, memory, life);
          slot.fill();
          taken = true;
          return slot;
        }
      }
      throw new DeviceException(
          Kind.IN_USE,
          "the device has no room for another process: "
              + DeviceLayout.MAX_PROCESSES
              + " are attached, which is the limit");
    } finally {
      if (!taken) {
        life.close();
      }
    }
  }

  /// Who holds the device's mutex.
  @FunctionalInterface
  interface HolderOf {
    int holder();
  }

  private void fill() {
    long at = at();
    memory.intOpaque(at + ProcessLayout.PID, Ids.pid());
    memory.intOpaque(at + ProcessLayout.UID, Ids.uid());
    memory.longOpaque(at + ProcessLayout.SINCE, System.currentTimeMillis());
    Texts.putField(memory, at + ProcessLayout.PROGRAM, ProcessLayout.MAX_PROGRAM, Ids.program());
    memory.intRelease(at + ProcessLayout.STATE, ProcessLayout.LIVE);
  }

  /// Gives the slot back.
  void detach() {
    try {
      memory.intRelease(at() + ProcessLayout.STATE, ProcessLayout.FREE);
    } finally {
      life.close();
    }
  }

  private long at() {
    return DeviceLayout.PROCESSES + (long) number() * ProcessLayout.SIZE;
  }

  /// The list's lock is held for microseconds; nobody needs to see who waits for it.
  @Override
  protected void showWait(WaitReason reason) {}
}
