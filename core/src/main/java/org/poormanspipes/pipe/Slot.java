package org.poormanspipes.pipe;

import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
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
record Slot(int number, MemorySegment memory, long at) {

  /// Partner: liveRelease() and freeRelease(). Who sees a slot live sees who has it.
  boolean isLiveAcquire() {
    return Words.intAcquire(memory, at + SlotLayout.STATE) == SlotLayout.LIVE;
  }

  /// Says who has the slot; its lock is held.
  void fill(HandleOptions options, int pid, int uid, int process, String program) {
    access(options.access());
    Words.intOpaque(memory, at + SlotLayout.SOLE_WRITER, options.soleWriter() ? 1 : 0);
    Words.intOpaque(memory, at + SlotLayout.IN_PLACE, 0);
    Words.intOpaque(memory, at + SlotLayout.PID, pid);
    Words.intOpaque(memory, at + SlotLayout.UID, uid);
    Words.intOpaque(memory, at + SlotLayout.PROCESS, process);
    Words.intOpaque(memory, at + SlotLayout.WAIT_REASON, WaitReason.NONE.code());
    Words.longOpaque(memory, at + SlotLayout.SINCE, System.currentTimeMillis());
    Texts.putField(memory, at + SlotLayout.PROGRAM, SlotLayout.MAX_PROGRAM, program);
  }

  /// On whose behalf the process has it open.
  void client(@Nullable Caller caller) {
    Words.intOpaque(memory, at + SlotLayout.CLIENT_PID, caller == null ? 0 : caller.pid());
    Words.intOpaque(memory, at + SlotLayout.CLIENT_UID, caller == null ? 0 : caller.uid());
  }

  /// The client's process number; 0 if the process has it open for itself.
  int clientPid() {
    return Words.intOpaque(memory, at + SlotLayout.CLIENT_PID);
  }

  int clientUid() {
    return Words.intOpaque(memory, at + SlotLayout.CLIENT_UID);
  }

  /// Takes the slot. Partner: isLiveAcquire().
  void liveRelease() {
    Words.intRelease(memory, at + SlotLayout.STATE, SlotLayout.LIVE);
  }

  /// Gives the slot back; its lock is still held.
  void freeRelease() {
    Words.intRelease(memory, at + SlotLayout.STATE, SlotLayout.FREE);
  }

  void access(Access access) {
    Words.intOpaque(memory, at + SlotLayout.ACCESS, Code.ACCESS.number(access));
  }

  Access access() {
    return Code.ACCESS.constant(Words.intOpaque(memory, at + SlotLayout.ACCESS));
  }

  int pid() {
    return Words.intOpaque(memory, at + SlotLayout.PID);
  }

  int uid() {
    return Words.intOpaque(memory, at + SlotLayout.UID);
  }

  long since() {
    return Words.longOpaque(memory, at + SlotLayout.SINCE);
  }

  String program() {
    return Texts.getField(memory, at + SlotLayout.PROGRAM, SlotLayout.MAX_PROGRAM);
  }

  WaitReason waitReason() {
    return WaitReason.of(Words.intOpaque(memory, at + SlotLayout.WAIT_REASON));
  }

  long waitingSince() {
    return Words.longOpaque(memory, at + SlotLayout.WAITING_SINCE);
  }

  void showWait(WaitReason reason) {
    if (reason != WaitReason.NONE && waitReason() != reason) {
      Words.longOpaque(memory, at + SlotLayout.WAITING_SINCE, System.currentTimeMillis());
    }
    Words.intOpaque(memory, at + SlotLayout.WAIT_REASON, reason.code());
  }

  /// Whether no other handle may write while this one is open.
  boolean isSoleWriter() {
    return Words.intOpaque(memory, at + SlotLayout.SOLE_WRITER) != 0;
  }

  /// Whether this handle reads a broadcast where it lies. Partner: the fence of whoever begins to
  /// overwrite.
  boolean isInPlace() {
    return Words.intOpaque(memory, at + SlotLayout.IN_PLACE) != 0;
  }

  /// Followed by a full fence and a look at the full policy when it is set.
  void inPlace(boolean value) {
    Words.intRelease(memory, at + SlotLayout.IN_PLACE, value ? 1 : 0);
  }

  Cursor cursor() {
    return new Cursor(memory, at + SlotLayout.CURSOR);
  }

  Counters counters() {
    return new Counters(memory, at + SlotLayout.COUNTERS);
  }
}
