package org.poormanspipes.pipe;

import org.jspecify.annotations.Nullable;
import org.poormanspipes.HandleOptions;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.linux.Words;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.ring.Cursor;

/// A handle's part of shared memory, in the memory itself or in a copy of it.
///
/// @param number which slot, from 0
/// @param memory where
/// @param at where in it
record Slot(int number, Words memory, long at) {

  /// Partner: liveRelease() and freeRelease(). Who sees a slot live sees who has it.
  boolean isLiveAcquire() {
    return memory.intAcquire(at + SlotLayout.STATE) == SlotLayout.LIVE;
  }

  /// Says who has the slot; its lock is held.
  void fill(HandleOptions options, int pid, int uid, int process, String program) {
    access(options.access());
    memory.intOpaque(at + SlotLayout.SOLE_WRITER, options.soleWriter() ? 1 : 0);
    memory.intOpaque(at + SlotLayout.IN_PLACE, 0);
    inside(false);
    memory.intOpaque(at + SlotLayout.PID, pid);
    memory.intOpaque(at + SlotLayout.UID, uid);
    memory.intOpaque(at + SlotLayout.PROCESS, process);
    memory.intOpaque(at + SlotLayout.WAIT_REASON, WaitReason.NONE.code());
    memory.longOpaque(at + SlotLayout.SINCE, System.currentTimeMillis());
    Texts.putField(memory, at + SlotLayout.PROGRAM, SlotLayout.MAX_PROGRAM, program);
  }

  /// On whose behalf the process has it open.
  void client(@Nullable Caller caller) {
    memory.intOpaque(at + SlotLayout.CLIENT_PID, caller == null ? 0 : caller.pid());
    memory.intOpaque(at + SlotLayout.CLIENT_UID, caller == null ? 0 : caller.uid());
  }

  /// The client's process number; 0 if the process has it open for itself.
  int clientPid() {
    return memory.intOpaque(at + SlotLayout.CLIENT_PID);
  }

  int clientUid() {
    return memory.intOpaque(at + SlotLayout.CLIENT_UID);
  }

  /// Takes the slot. Partner: isLiveAcquire().
  void liveRelease() {
    memory.intRelease(at + SlotLayout.STATE, SlotLayout.LIVE);
  }

  /// Gives the slot back; its lock is still held.
  void freeRelease() {
    memory.intRelease(at + SlotLayout.STATE, SlotLayout.FREE);
  }

  void access(Access access) {
    memory.intOpaque(at + SlotLayout.ACCESS, Code.ACCESS.number(access));
  }

  Access access() {
    return Code.ACCESS.constant(memory.intOpaque(at + SlotLayout.ACCESS));
  }

  int pid() {
    return memory.intOpaque(at + SlotLayout.PID);
  }

  int uid() {
    return memory.intOpaque(at + SlotLayout.UID);
  }

  long since() {
    return memory.longOpaque(at + SlotLayout.SINCE);
  }

  String program() {
    return Texts.getField(memory, at + SlotLayout.PROGRAM, SlotLayout.MAX_PROGRAM);
  }

  WaitReason waitReason() {
    return WaitReason.of(memory.intOpaque(at + SlotLayout.WAIT_REASON));
  }

  long waitingSince() {
    return memory.longOpaque(at + SlotLayout.WAITING_SINCE);
  }

  void showWait(WaitReason reason) {
    if (reason != WaitReason.NONE && waitReason() != reason) {
      memory.longOpaque(at + SlotLayout.WAITING_SINCE, System.currentTimeMillis());
    }
    memory.intOpaque(at + SlotLayout.WAIT_REASON, reason.code());
  }

  /// Whether no other handle may write while this one is open.
  boolean isSoleWriter() {
    return memory.intOpaque(at + SlotLayout.SOLE_WRITER) != 0;
  }

  /// Whether this handle reads a broadcast where it lies. Partner: the fence of whoever begins to
  /// overwrite.
  boolean isInPlace() {
    return memory.intOpaque(at + SlotLayout.IN_PLACE) != 0;
  }

  /// Followed by a full fence and a look at the full policy when it is set.
  void inPlace(boolean value) {
    memory.intRelease(at + SlotLayout.IN_PLACE, value ? 1 : 0);
  }

  /// Whether this handle is inside the pipe's mutex without its word.
  boolean isInsideAcquire() {
    return memory.intAcquire(at + SlotLayout.INSIDE) != 0;
  }

  /// Partner: isInsideAcquire(), and a light fence when it is set.
  void inside(boolean value) {
    memory.intRelease(at + SlotLayout.INSIDE, value ? 1 : 0);
  }

  /// Where isInsideAcquire() looks.
  long insideAddress() {
    return memory.address(at + SlotLayout.INSIDE, Integer.BYTES);
  }

  /// Where cursor() is.
  long cursorAcquire() {
    return memory.longAcquire(at + SlotLayout.CURSOR);
  }

  Cursor cursor() {
    return new Cursor(memory, at + SlotLayout.CURSOR);
  }

  Counters counters() {
    return new Counters(memory, at + SlotLayout.COUNTERS);
  }

  RareCounters rareCounters() {
    return new RareCounters(memory, at + SlotLayout.RARE_COUNTERS);
  }

  /// The handle is about to sleep.
  void countWait() {
    memory.longAdd(at + SlotLayout.RARE_COUNTERS + RareCountersLayout.WAITS, 1);
  }

  /// The handle is told of a loss.
  void countLost(long lost) {
    memory.longAdd(at + SlotLayout.RARE_COUNTERS + RareCountersLayout.LOST, lost);
  }
}
