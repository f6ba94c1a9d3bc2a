package org.poormanspipes.pipe;

import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Access;
import org.poormanspipes.events.Events;
import org.poormanspipes.events.Source;
import org.poormanspipes.events.WaitEvent;
import org.poormanspipes.linux.RawMemory;
import org.poormanspipes.mutex.MutexOwner;
import org.poormanspipes.mutex.RobustMutex;
import org.poormanspipes.mutex.WaitReason;

/// A handle as the owner of its pipe's mutex.
final class SlotOwner extends MutexOwner {

  private final Slot slot;
  private final Source source;
  private final Access access;

  /// Where it shows that it is inside.
  private final long inside;

  SlotOwner(Slot slot, Source source) {
    super(slot.number());
    this.slot = slot;
    this.source = source;
    this.access = slot.access();
    this.inside = slot.insideAddress();
  }

  /// Puts right what only damage can have spoilt of a handle that is open, and nobody but itself
  /// can know: that it is open, for what, and that it does not have the mutex. Others would wait
  /// for ever for what it seems to hold.
  void mend(RobustMutex mutex) {
    if (!slot.isLiveAcquire() || slot.access() != access) {
      slot.access(access);
      slot.liveRelease();
    }
    mutex.disown(this);
  }

  @Override
  protected void showInside(boolean inside) {
    // As Slot.inside(), without looking where it is.
    RawMemory.intRelease(this.inside, inside ? 1 : 0);
  }

  /// Puts right what only damage can have spoilt. For the thread that writes, and is not inside.
  void mendInside() {
    if (slot.isInsideAcquire()) {
      slot.inside(false);
    }
  }

  @Override
  protected @Nullable Runnable recordWait() {
    @Nullable WaitEvent event = Events.waiting();
    return event == null ? null : () -> Events.waited(event, source, WaitReason.LOCK.word());
  }

  @Override
  protected void showWait(WaitReason reason) {
    if (reason != WaitReason.NONE) {
      slot.countWait();
    }
    // A handle that waits for data or room still does while it waits for the lock to look for them.
    WaitReason shown = slot.waitReason();
    if (shown == WaitReason.NONE || shown == WaitReason.LOCK) {
      slot.showWait(reason);
    }
  }
}
