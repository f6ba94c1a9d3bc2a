package org.poormanspipes.stop;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;

/// A process that dies at the n-th of its effects on what it shares with others, in this JVM.
///
/// Its threads are one group; each effect of theirs is counted here. At the n-th it is dead: that
/// effect and all later ones throw [Dead]. [#bury()] then does what the kernel does: it closes all
/// the process's descriptors, which drops their locks, and takes its memory out.
final class Victim implements AutoCloseable {
  private static final long NEVER = Long.MAX_VALUE;

  private final Group group = new Group(this);
  private final Step thread = new Step(group);
  private final Party party;
  private final Set<Integer> descriptors = new TreeSet<>();
  private final Set<Integer> watches = new TreeSet<>();
  private final NavigableMap<Long, Long> mappings = new TreeMap<>();
  private long stopAt = NEVER;
  private long effects;
  private boolean dead;
  private boolean done;
  private Dead stopped;

  Victim(VictimLoader loader) throws Exception {
    party = loader.party();
  }

  /// The victim whose thread this is.
  static Victim current() {
    if (Thread.currentThread().getThreadGroup() instanceof Group group) {
      return group.victim;
    }
    throw new IllegalStateException("woven code runs in a thread that is no victim's");
  }

  /// What the process is told before its end.
  interface Task {
    void run(Party party) throws Exception;
  }

  /// Lets the process do something undisturbed.
  void run(String what, Task task) throws Exception {
    thread.run(what, call(task));
  }

  /// Lets the process do something, and stops it at its n-th effect.
  ///
  /// @return whether it was stopped, rather than done before
  boolean runUntil(long n, String what, Task task) throws Exception {
    arm(n);
    try {
      thread.run(what, call(task));
    } catch (Dead stopped) {
      // As meant.
    } finally {
      disarm();
    }
    return stopped() != null;
  }

  private Callable<Void> call(Task task) {
    return () -> {
      task.run(party);
      return null;
    };
  }

  private synchronized void arm(long n) {
    effects = 0;
    stopAt = n;
  }

  private synchronized void disarm() {
    stopAt = NEVER;
    done = true;
  }

  /// Where the process was stopped; null if it was not.
  synchronized Dead stopped() {
    return stopped;
  }

  /// Whether the process has done what it was told, or died at it.
  synchronized boolean isDone() {
    return done;
  }

  private synchronized boolean isDead() {
    return dead;
  }

  /// An effect comes.
  synchronized void effect() {
    effects++;
    if (dead || effects >= stopAt) {
      Dead thrown = new Dead();
      stopped = dead ? stopped : thrown;
      dead = true;
      throw thrown;
    }
  }

  /// A copy comes; returns how much of it can be done in one piece.
  long beginCopy(MemorySegment target, long offset, long bytes) {
    if (bytes == 0 || !target.isNative() || !isShared(target.address() + offset)) {
      return bytes;
    }
    effect();
    return bytes / 2;
  }

  private synchronized boolean isShared(long address) {
    var below = mappings.floorEntry(address);
    return below != null && address < below.getKey() + below.getValue();
  }

  void beforeCall(String name, long a, long b, long c) {
    if (isDead()) {
      throw new Dead();
    }
    if (SystemCalls.isEffect(name, a, b, c)) {
      effect();
    }
  }

  synchronized void afterCall(String name, long a, long b, long result) {
    switch (name) {
      case "openat" -> record(descriptors, result);
      case "inotify_init1" -> record(watches, result);
      case "mmap" -> {
        if (result != -1) {
          mappings.put(result, b);
        }
      }
      case "munmap" -> mappings.remove(a);
      case "close" -> {
        descriptors.remove((int) a);
        watches.remove((int) a);
      }
      default -> {}
    }
  }

  private static void record(Set<Integer> open, long result) {
    if ((int) result != -1) {
      open.add((int) result);
    }
  }

  /// Does what the kernel does when a process has died. Its threads end first: none may use a
  /// number that is closed here, or memory that goes.
  void bury() throws InterruptedException {
    List<Integer> waiting;
    synchronized (this) {
      dead = true;
      waiting = new ArrayList<>(watches);
    }
    waiting.forEach(Kernel::endWait);
    thread.end();
    group.join();
    synchronized (this) {
      descriptors.forEach(Kernel::close);
      watches.forEach(Kernel::close);
      mappings.forEach(Kernel::unmap);
      descriptors.clear();
      watches.clear();
      mappings.clear();
    }
  }

  @Override
  public void close() throws InterruptedException {
    bury();
  }

  /// The threads of one victim, those that the library starts included.
  private static final class Group extends ThreadGroup {
    private static final long LIMIT_MILLIS = 10_000;

    private final Victim victim;

    Group(Victim victim) {
      super("victim");
      this.victim = victim;
    }

    /// A thread that ends by its process's death says nothing.
    @Override
    public void uncaughtException(Thread thread, Throwable thrown) {
      if (!(thrown instanceof Dead)) {
        super.uncaughtException(thread, thrown);
      }
    }

    void join() throws InterruptedException {
      Thread[] threads = new Thread[activeCount() + 10];
      int count = enumerate(threads);
      for (int i = 0; i < count; i++) {
        threads[i].join(LIMIT_MILLIS);
        if (threads[i].isAlive()) {
          IllegalStateException hangs =
              new IllegalStateException("a thread of the dead hangs: " + threads[i].getName());
          hangs.setStackTrace(threads[i].getStackTrace());
          throw hangs;
        }
      }
    }
  }
}
