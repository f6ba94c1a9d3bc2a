package org.poormanspipes.pipe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// Lets one operation of a handle in at a time, until it is closed: once [#close()] has returned,
/// none is inside and none will be, so what operations touch may be taken away.
///
/// A lock of two instructions where nobody contends. The slow path is the classic mutex of three
/// states with the object's monitor in the place of a futex: 2 says that somebody may wait.
final class OperationGate {

  private static final int FREE = 0;
  private static final int HELD = 1;
  private static final int CONTENDED = 2;
  private static final int CLOSED = 3;

  private static final VarHandle STATE;

  static {
    try {
      STATE = MethodHandles.lookup().findVarHandle(OperationGate.class, "state", int.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  /// The thread inside that calls somebody else's code, which may call us again. Written only by
  /// that thread.
  private volatile @Nullable Thread caller;

  /// Closed by the code that is called from inside. Used by that thread alone.
  private boolean closeOnLeave;

  @SuppressWarnings("UnusedVariable") // through STATE
  private volatile int state = FREE;

  /// Goes in; waits for another thread of the same handle to come out.
  ///
  /// @return false if the gate is closed
  boolean enter() {
    return STATE.compareAndSet(this, FREE, HELD) || enterSlowly();
  }

  /// An operation inside never waits for long, so an interrupt is only remembered.
  private synchronized boolean enterSlowly() {
    if (isCaller()) {
      throw new IllegalStateException("this channel is being polled by this very thread");
    }
    boolean interrupted = false;
    try {
      int seen = contend();
      while (seen == HELD || seen == CONTENDED) {
        try {
          wait();
        } catch (InterruptedException remembered) {
          interrupted = true;
        }
        seen = contend();
      }
      return seen == FREE;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Marks the gate as contended, unless it is closed. Found free, it is the caller's now;
  /// contended all the same, because others may wait.
  private int contend() {
    while (true) {
      int seen = (int) STATE.getVolatile(this);
      if (seen == CLOSED || STATE.compareAndSet(this, seen, CONTENDED)) {
        return seen;
      }
    }
  }

  /// Says that the thread inside is about to call somebody else's code: entering again from there
  /// is refused, for it could never succeed; closing takes effect when the thread comes out.
  void callOut() {
    caller = Thread.currentThread();
  }

  private boolean isCaller() {
    return Thread.currentThread().equals(caller);
  }

  /// Comes out.
  void leave() {
    if (caller != null) {
      caller = null;
      if (closeOnLeave) {
        shut();
        return;
      }
    }
    if ((int) STATE.getAndSet(this, FREE) == CONTENDED) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /// Closes the gate for ever, after whoever is inside came out.
  void close() {
    if (isCaller()) {
      closeOnLeave = true;
    } else if (enter()) {
      shut();
    }
  }

  private void shut() {
    STATE.setVolatile(this, CLOSED);
    synchronized (this) {
      notifyAll();
    }
  }
}
