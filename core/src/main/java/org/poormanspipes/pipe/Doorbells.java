package org.poormanspipes.pipe;

import org.poormanspipes.linux.Futex;
import org.poormanspipes.linux.Words;

/// The doorbells of the processes that are attached to a device: one word for each, by which its
/// [Waiter] is woken. Ringing that of a process which is gone does no harm.
final class Doorbells {

  private final Words device;
  private final int own;

  /// The doorbells in a device's block.
  ///
  /// @param device the block's memory
  /// @param own the number of this process
  Doorbells(Words device, int own) {
    this.device = device;
    this.own = own;
  }

  int own() {
    return own;
  }

  /// What was changed for the process to see was stored before.
  void ring(int process) {
    device.intAdd(at(process), 1);
    Futex.wake(device.segment(), at(process), Integer.MAX_VALUE);
  }

  /// Partner: the addition in ring(). Who waits looks at everything after this.
  int rungAcquire() {
    return device.intAcquire(at(own));
  }

  /// Sleeps until somebody rings this process's bell, or the time is over.
  void await(int rung, long nanos) {
    Futex.await(device.segment(), at(own), rung, nanos);
  }

  private static long at(int process) {
    return DeviceLayout.PROCESSES + (long) process * ProcessLayout.SIZE + ProcessLayout.DOORBELL;
  }
}
