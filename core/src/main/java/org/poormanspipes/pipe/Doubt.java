package org.poormanspipes.pipe;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import org.poormanspipes.mutex.WaitReason;
import org.poormanspipes.mutex.WaitResult;

/// Whoever waited for long asks whether there is something to wait for. Files may have been cut
/// short. A position that was spoilt may lead to bytes that look like a header without a message,
/// and a reader would wait for ever.
final class Doubt {

  private Doubt() {}

  /// Refuses to wait on at a position where nothing can ever come.
  static void settle(HandleContext handle) throws IOException {
    if (!handle.reading().enter()) {
      throw new ClosedChannelException();
    }
    try {
      handle.pipe().requireWhole();
      // Nearly always a yes, for which nobody is disturbed.
      if (!handle.readView().ring().isPlausible()) {
        settleInPeace(handle);
      }
    } finally {
      handle.reading().leave();
    }
  }

  /// With the mutex nobody writes, and the tail is what it should be.
  private static void settleInPeace(HandleContext handle) throws IOException {
    PipeContext pipe = handle.pipe();
    WaitResult lock =
        pipe.mutex().acquireUninterruptibly(handle.owner(), WaitReason.LOCK, WriteAccess.PATIENCE);
    if (!lock.acquired()) {
      return;
    }
    try {
      boolean repaired = lock != WaitResult.ABANDONED || RingRepair.repair(pipe);
      if (!repaired || !handle.readView().ring().isPlausible()) {
        throw Rights.damaged(pipe);
      }
    } finally {
      pipe.mutex().release(handle.owner());
    }
  }
}
