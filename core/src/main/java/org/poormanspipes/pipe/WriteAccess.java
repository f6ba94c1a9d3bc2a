package org.poormanspipes.pipe;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.mutex.RobustMutex;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.mutex.WaitResult;
import org.poormanspipes.ring.Overflow;
import org.poormanspipes.ring.Ring;
import org.poormanspipes.time.Timeout;

/// One handle's way to the ring as a writer: the pipe's mutex, by its word or by a bias, and what
/// has to be known of the pipe while it is held. Inside the handle's writing gate.
final class WriteAccess {
  /// How long one turn waits for a holder of the mutex that stands still. Holders need well under a
  /// microsecond, so one of 50 ms is stopped; a write that never waits then gives up, others try
  /// again.
  static final Timeout PATIENCE = Timeout.of(Duration.ofMillis(50));

  private final HandleContext handle;
  private final PipeContext pipe;
  private final RobustMutex mutex;
  private final SlotOwner owner;
  private final WriterLine line;

  /// This turn is one without the mutex's word.
  private boolean biased;

  // As of the last turn with the word that looked; who changes them takes the mutex, and with it
  // the bias, so they are true of a turn without the word.

  private @Nullable Ring ring;
  private boolean blocks;
  private Overflow overflow = Overflow.KEEP_OLDEST;

  /// This turn has looked.
  private boolean prepared;

  WriteAccess(HandleContext handle, WriterLine line) {
    this.handle = handle;
    this.pipe = handle.pipe();
    this.mutex = pipe.mutex();
    this.owner = handle.owner();
    this.line = line;
  }

  boolean isBiased() {
    return biased;
  }

  boolean blocks() {
    return blocks;
  }

  Overflow overflow() {
    return overflow;
  }

  /// Takes the mutex and sees to it that the ring is right.
  ///
  /// @return 0, `BUSY` or `ALERTED`
  long enter() throws IOException {
    prepared = false;
    biased = mutex.enterBiased(owner);
    return biased && !isDeletedInside() ? 0 : enterByWord();
  }

  private boolean isDeletedInside() {
    boolean deleted = true;
    try {
      deleted = handle.isDeleted();
    } finally {
      if (deleted) {
        leave(Ring.NOTHING);
        biased = false;
      }
    }
    return deleted;
  }

  private long enterByWord() throws IOException {
    owner.mendInside();
    WaitResult lock = mutex.acquireUnlessStuck(owner, WaitReason.LOCK, PATIENCE);
    if (!lock.acquired()) {
      look();
      if (lock == WaitResult.ALERTED) {
        return Outcome.ALERTED;
      }
      requirePresent();
      handle.markBusy();
      return Outcome.BUSY;
    }
    boolean right = true;
    try {
      if (!handle.isDeleted()) {
        right = lock != WaitResult.ABANDONED || RingRepair.repair(pipe);
        if (right) {
          return 0;
        }
      }
    } catch (IOException | RuntimeException | Error failed) {
      leave(Ring.DAMAGED);
      throw failed;
    }
    leave(right ? Ring.NOTHING : Ring.DAMAGED);
    requirePresent();
    throw Rights.damaged(pipe);
  }

  /// The ring, and what is to be done when it is full.
  Ring prepare() throws IOException {
    Ring known = ring;
    if (biased && known != null) {
      return known;
    }
    Ring current = handle.writeView().current();
    ring = current;
    look();
    prepared = true;
    return current;
  }

  private void look() {
    WhenFull whenFull = pipe.control().whenFull();
    blocks = whenFull == WhenFull.BLOCK;
    overflow = whenFull == WhenFull.OVERWRITE ? Overflow.DROP_OLDEST : Overflow.KEEP_OLDEST;
  }

  private void requirePresent() throws DeviceException {
    if (handle.isDeleted()) {
      throw new DeviceException(Kind.DELETED, "the pipe '" + pipe.name() + "' was deleted");
    }
  }

  /// A turn that ended by an exception may have stopped between two stores, as if its process had
  /// died there; the same repair serves, by whoever gets the mutex next.
  void leave(long taken) {
    if (biased) {
      if (taken == Ring.DAMAGED) {
        mutex.abandonBiased(owner);
      } else {
        mutex.leaveBiased(owner);
      }
      return;
    }
    try {
      if (taken == Ring.DAMAGED) {
        mutex.markAbandoned();
      } else if (prepared && line.isFree()) {
        mutex.grantIfAlone(owner);
      }
    } finally {
      mutex.release(owner);
    }
  }
}
