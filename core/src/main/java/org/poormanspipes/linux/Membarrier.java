package org.poormanspipes.linux;

import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/// The fence between a store and a load of one who does both often, paid by another who does so
/// seldom: membarrier(2).
///
/// ```
///   often:   x = 1; light(); look at y
///   seldom:  y = 1; heavy(); look at x
/// ```
///
/// At least one of the two sees the other's store, as if both had a full fence. A full fence waits
/// until earlier stores have reached their lines; where these are lines that another processor
/// polls, that is most of what a message costs. [#heavy()] has the kernel fence every running
/// thread of every process that registered (MEMBARRIER_CMD_GLOBAL_EXPEDITED, Linux 4.16). A process
/// that has not registered fences for itself in [#light()], so the two always go together, whoever
/// registered when.
///
/// **The kernel's fence may miss a processor** (seen on Linux 6.18): one on which a thread of the
/// process ended, and another of its threads came next; or one that was idle, with the process's
/// memory still loaded, when the process registered. A processor learns that a process is
/// registered when it changes from another memory to that process's, and forgets it when a thread
/// ends; from there to a thread with the same memory there is no change, and it is left out until
/// it has run another process. So [#heavy()] alone is for who looks once more after
/// [#DRAINED_NANOS]; who can not calls [#drain()]. By then each store from before a load that
/// missed ours is where others see it, fence or no fence: the load has retired, so the store has
/// before it, and a processor keeps what has retired to itself for as long as it takes to get some
/// lines. No specification bounds that time; it is below a hundred microseconds on any machine we
/// know of (A. Morrison and Y. Afek, Temporally Bounding TSO for Fence-Free Asymmetric
/// Synchronization, ASPLOS 2015, build on the same).
///
/// That the compiler keeps the order of the store and the load around [#light()] is not the memory
/// model's promise: a release fence orders no store before a later load. It is HotSpot's, for which
/// each fence is a barrier to all memory accesses when it compiles.
public final class Membarrier {

  private static final int MEMBARRIER = Platform.current().membarrier();
  private static final int GLOBAL_EXPEDITED = 1 << 1;
  private static final int REGISTER_GLOBAL_EXPEDITED = 1 << 2;
  private static final int PRIVATE_EXPEDITED = 1 << 3;
  private static final int REGISTER_PRIVATE_EXPEDITED = 1 << 4;

  /// Longer than any processor keeps a store to itself by orders of magnitude.
  public static final long DRAINED_NANOS = 1_000_000;

  private static final AtomicBoolean WANTED = new AtomicBoolean();

  /// Read plainly, because reading it late only costs a fence: it is set after the kernel knows.
  private static final AtomicBoolean REGISTERED = new AtomicBoolean();

  /// Read plainly: set before the tests that want it begin.
  private static final AtomicBoolean OWN_THREADS_TOO = new AtomicBoolean();

  private Membarrier() {}

  /// Whether [#light()] costs nothing in this process.
  ///
  /// @return true once the kernel knows the process
  public static boolean isRegistered() {
    return REGISTERED.getPlain();
  }

  /// Registers this process when there is time for it. The kernel takes some milliseconds, for
  /// which nobody waits.
  public static void want() {
    if (WANTED.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("pmp-membarrier").start(Membarrier::register);
    }
  }

  /// Registers this process now.
  ///
  /// @return false if the kernel has no such call, or forbids it
  public static synchronized boolean register() {
    if (!REGISTERED.get()) {
      REGISTERED.set(call(REGISTER_GLOBAL_EXPEDITED));
    }
    return REGISTERED.get();
  }

  /// Has [#heavy()] fence the threads of this process by the command for these as well, which
  /// misses none: for tests that can't look twice.
  ///
  /// @return false if the kernel has no such command, or forbids it
  public static boolean fenceOwnThreadsToo() {
    boolean can = call(REGISTER_PRIVATE_EXPEDITED);
    OWN_THREADS_TOO.set(can);
    return can;
  }

  /// The side that comes often: between its store and its load.
  public static void light() {
    if (isRegistered()) {
      VarHandle.releaseFence();
    } else {
      VarHandle.fullFence();
    }
  }

  /// The side that comes seldom and looks again later: between its store and its first look. Takes
  /// some microseconds. Nearly always this look is right; one [#DRAINED_NANOS] later is.
  public static void heavy() {
    VarHandle.fullFence();
    // Where the kernel refuses, the second look does it.
    call(GLOBAL_EXPEDITED);
    if (OWN_THREADS_TOO.getPlain()) {
      call(PRIVATE_EXPEDITED);
    }
  }

  /// The side that comes seldom and looks once: between its store and its look. Takes a
  /// millisecond.
  public static void drain() {
    heavy();
    long started = System.nanoTime();
    long left = DRAINED_NANOS;
    while (left > 0) {
      // Interrupted, it returns at once.
      LockSupport.parkNanos(left);
      left = DRAINED_NANOS - (System.nanoTime() - started);
    }
  }

  private static boolean call(int command) {
    return SystemCall.call(CallState.current(), MEMBARRIER, command, 0, 0, 0) == 0;
  }
}
