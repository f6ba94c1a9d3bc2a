package org.poormanspipes.pipe;

import org.poormanspipes.mutex.MutexOwner;
import org.poormanspipes.mutex.WaitReason;

/// A handle as the owner of its pipe's mutex.
final class SlotOwner extends MutexOwner {

  private final Slot slot;

  SlotOwner(Slot slot) {
    super(slot.number());
    this.slot = slot;
  }

  @Override
  protected void showWait(WaitReason reason) {
    slot.showWait(reason);
  }
}
