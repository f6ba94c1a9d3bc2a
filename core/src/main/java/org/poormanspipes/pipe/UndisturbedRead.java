package org.poormanspipes.pipe;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.mutex.WaitResult;
import org.poormanspipes.ring.Remainder;
import org.poormanspipes.ring.Ring;

/// Reading under the writers' mutex, for readers that a writer which drops the oldest content all
/// the time would keep from ever having any.
final class UndisturbedRead {

  /// The most that is secured of a stream; one message is taken whole, however large.
  private static final long SIZE = 64 << 10;

  /// Another generation of the ring and a loss may each come once before the mutex is there.
  private static final int TRIES = 3;

  private UndisturbedRead() {}

  /// Takes as [ReadOperation] does; without the mutex if its holder is stopped, who drops nothing
  /// meanwhile.
  static long take(
      Ring ring, HandleContext handle, MemorySegment target, long offset, long length, int most)
      throws IOException {
    boolean locked = lock(handle);
    try {
      return ReadOperation.once(ring, handle, target, offset, length, most);
    } finally {
      unlock(handle, locked);
    }
  }

  /// Looks as [PreviewOperation] does, under the mutex in the same way.
  static long peek(Ring ring, HandleContext handle, Remainder into, int most, long size)
      throws IOException {
    boolean locked = lock(handle);
    try {
      return ring.peekMany(into, most, size);
    } finally {
      unlock(handle, locked);
    }
  }

  /// Brings the oldest message, or the oldest piece of a stream, with the report of a loss, for the
  /// next read: a reader that lost straight after a loss resumes at the oldest that is left, which
  /// may be overwritten before each of its reads.
  static void secureOldest(HandleContext handle) throws IOException {
    if (!lock(handle)) {
      return;
    }
    try {
      Ring ring = handle.readView().ring();
      for (int tries = 0; tries < TRIES; tries++) {
        long taken = ring.takeMany(handle.held(), 1, SIZE);
        if (taken > 0) {
          ReadOperation.count(handle, taken, 1);
          return;
        } else if (taken == Ring.LOST) {
          handle.losses().add(ring.lost());
          ReadOperation.countLost(handle, ring.lost());
        } else if (taken == Ring.MOVED) {
          ring = handle.readView().moved();
        } else {
          return;
        }
      }
    } finally {
      unlock(handle, true);
    }
  }

  private static boolean lock(HandleContext handle) throws IOException {
    PipeContext pipe = handle.pipe();
    WaitResult lock =
        pipe.mutex().acquireUninterruptibly(handle.owner(), WaitReason.LOCK, WriteAccess.PATIENCE);
    if (lock == WaitResult.ABANDONED && !RingRepair.repair(pipe)) {
      unlock(handle, true);
      throw Rights.damaged(pipe);
    }
    return lock.acquired();
  }

  private static void unlock(HandleContext handle, boolean locked) {
    if (locked) {
      handle.pipe().mutex().release(handle.owner());
    }
  }
}
