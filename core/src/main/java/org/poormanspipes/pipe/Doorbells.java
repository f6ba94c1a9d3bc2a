package org.poormanspipes.pipe;

import java.lang.foreign.MemorySegment;
import org.poormanspipes.linux.Futex;
import org.poormanspipes.linux.Words;

/// The doorbells of the processes that are attached to a device: one word for each, by which its
/// [Waiter] is woken. Ringing that of a process which is gone does no harm.
final class Doorbells {

  private final MemorySegment device;
  private final int own;

  /// The doorbells in a device's block.
  ///
  /// @param device the block's memory
  /// @param own the number of this process
  Doorbells(MemorySegment device, int own) {
    this.device = device;
    this.own = own;
  }

  int own() {
    return own;
  }

  /// What was changed for the process to see was stored before.
  void ring(int process) {
    Words.intAdd(device, at(process), 1);
    Futex.wake(device, at(process), Integer.MAX_VALUE);
  }

  /// Partner: the addition in ring(). Who waits looks at everything after this.
  int rungAcquire() {
    return Words.intAcquire(device, at(own));
  }

  /// Sleeps until somebody rings this process's bell, or the time is over.
  void await(int rung, long nanos) {
    Futex.await(device, at(own), rung, nanos);
  }

  private static long at(int process) {
    return DeviceLayout.PROCESSES + (long) process * ProcessLayout.SIZE + ProcessLayout.DOORBELL;
  }
}
