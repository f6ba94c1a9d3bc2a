package org.poormanspipes.pipe;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.linux.Membarrier;

/// Lets one operation of a handle in at a time, until it is closed: once [#close()] has returned,
/// none is inside and none will be, so what operations touch may be taken away.
///
/// A lock of two instructions where nobody contends. The slow path is the classic mutex of three
/// states with the object's monitor in the place of a futex: 2 says that somebody may wait.
///
/// A thread that comes again and again, and alone, gets a *bias*: it goes in and out by a store and
/// a load, and whoever else comes takes the bias away and waits until it is out.
///
/// ```
///   the thread:  its bias: inside <- true      another:  the gate's bias <- none
///                light fence                             drain
///                still the gate's bias?                  wait while it is inside
/// ```
///
/// Each bias is an object of its own: one that was taken away while its thread stood before the
/// first store, and given to another, would else be changed by both.
final class OperationGate {

  private static final int FREE = 0;
  private static final int HELD = 1;
  private static final int CONTENDED = 2;
  private static final int CLOSED = 3;

  /// Nobody is inside, unless by the bias.
  private static final int BIASED = 4;

  /// So often in a row a thread comes before it gets the bias.
  private static final int FIRST_STREAK = 256;

  /// Where threads take turns, they have to show more each time.
  private static final int MOST_STREAK = 1 << 20;

  private static final VarHandle STATE;
  private static final VarHandle BIAS;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      STATE = lookup.findVarHandle(OperationGate.class, "state", int.class);
      BIAS = lookup.findVarHandle(OperationGate.class, "bias", Bias.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  /// One thread's right to go in without the state.
  private static final class Bias {
    private static final VarHandle INSIDE;

    static {
      try {
        INSIDE = MethodHandles.lookup().findVarHandle(Bias.class, "inside", boolean.class);
      } catch (ReflectiveOperationException impossible) {
        throw new ExceptionInInitializerError(impossible);
      }
    }

    private final Thread thread;

    @SuppressWarnings("UnusedVariable") // through INSIDE
    private boolean inside;

    Bias(Thread thread) {
      this.thread = thread;
    }

    boolean isInside() {
      return (boolean) INSIDE.getAcquire(this);
    }

    void inside(boolean value) {
      INSIDE.setRelease(this, value);
    }
  }

  @SuppressWarnings("UnusedVariable") // through STATE
  private volatile int state = FREE;

  @SuppressWarnings("UnusedVariable") // through BIAS
  private @Nullable Bias bias;

  // Of the thread inside.

  /// The bias by which it came in; null if it has the state.
  private @Nullable Bias by;

  private long lastThread;
  private int streak;
  private int enough = FIRST_STREAK;

  /// The thread itself, while it calls somebody else's code, which may call us again. Others may
  /// see it, and see that it is not they.
  private @Nullable Thread caller;

  /// Closed by the code that is called from inside.
  private boolean closeOnLeave;

  /// Goes in; waits for another thread of the same handle to come out.
  ///
  /// @return false if the gate is closed
  boolean enter() {
    Bias mine = (Bias) BIAS.getOpaque(this);
    if (mine != null && mine.thread.equals(Thread.currentThread())) {
      if (mine.isInside()) {
        throw reentered();
      }
      mine.inside(true);
      // Partner: the drain in awaitBiased().
      Membarrier.light();
      if ((Bias) BIAS.getOpaque(this) == mine) {
        by = mine;
        return true;
      }
      leaveBiased(mine);
    }
    boolean entered = STATE.compareAndSet(this, FREE, HELD) || enterSlowly();
    if (entered) {
      by = null;
      count();
    }
    return entered;
  }

  private void count() {
    long thread = Thread.currentThread().threadId();
    streak = thread == lastThread ? streak + 1 : 0;
    lastThread = thread;
  }

  /// An operation inside never waits for long, so an interrupt is only remembered.
  private synchronized boolean enterSlowly() {
    if (isCaller()) {
      throw reentered();
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
      return seen == FREE || (seen == BIASED && awaitBiased());
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static IllegalStateException reentered() {
    return new IllegalStateException("this channel is being polled by this very thread");
  }

  /// Marks the gate as contended, unless it is closed. Found free, it is the caller's now;
  /// contended all the same, because others may wait. Found biased, it is the caller's when the
  /// other is out.
  private int contend() {
    while (true) {
      int seen = (int) STATE.getVolatile(this);
      if (seen == CLOSED || STATE.compareAndSet(this, seen, CONTENDED)) {
        return seen;
      }
    }
  }

  /// Takes the bias away. Under the monitor, with the state already the caller's.
  ///
  /// @return false if the gate was closed from inside meanwhile
  private boolean awaitBiased() {
    Bias taken = (Bias) BIAS.getVolatile(this);
    BIAS.setVolatile(this, (Bias) null);
    // Partner: the light fences in enter() and leaveBiased().
    Membarrier.drain();
    boolean interrupted = false;
    while (taken != null && taken.isInside()) {
      try {
        wait();
      } catch (InterruptedException remembered) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    enough = Math.min(4 * enough, MOST_STREAK);
    return (int) STATE.getVolatile(this) != CLOSED;
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
  ///
  /// @return whether the gate was closed from inside, and is closed now
  boolean leave() {
    if (caller != null) {
      caller = null;
      if (closeOnLeave) {
        shut();
        return true;
      }
    }
    Bias mine = by;
    if (mine != null) {
      leaveBiased(mine);
    } else {
      leaveState();
    }
    return false;
  }

  private void leaveBiased(Bias mine) {
    mine.inside(false);
    // Partner: the drain in awaitBiased(), whose caller then looks whether we are inside.
    Membarrier.light();
    if ((Bias) BIAS.getOpaque(this) != mine) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  private void leaveState() {
    if (streak >= enough && bias()) {
      return;
    }
    if ((int) STATE.getAndSet(this, FREE) == CONTENDED) {
      synchronized (this) {
        notifyAll();
      }
    }
  }

  /// Gives the gate to the thread that comes all the time.
  private boolean bias() {
    streak = 0;
    if (!Membarrier.isRegistered()) {
      Membarrier.want();
      return false;
    }
    // Before the state: who finds the gate biased finds out by whom.
    BIAS.setRelease(this, new Bias(Thread.currentThread()));
    if (STATE.compareAndSet(this, HELD, BIASED)) {
      return true;
    }
    BIAS.setRelease(this, (Bias) null);
    return false;
  }

  /// Closes the gate for ever, after whoever is inside came out.
  ///
  /// @return false if it is closed when the calling thread, which is inside, comes out
  boolean close() {
    if (isCaller()) {
      closeOnLeave = true;
      return false;
    }
    if (enter()) {
      shut();
    }
    return true;
  }

  /// Inside.
  private synchronized void shut() {
    STATE.setVolatile(this, CLOSED);
    BIAS.setVolatile(this, (Bias) null);
    Bias mine = by;
    if (mine != null) {
      mine.inside(false);
    }
    notifyAll();
  }
}
