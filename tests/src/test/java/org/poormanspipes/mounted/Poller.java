package org.poormanspipes.mounted;

import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.poormanspipes.driver.Watch;

/// Waits for descriptors by epoll(7), in one thread for all of this process. Each is armed for one
/// event at a time, and armed again while somebody waits: to arm it is to ask the server.
final class Poller {
  static final int READABLE = 0x1;
  static final int WRITABLE = 0x4;
  private static final int ERROR = 0x8 | 0x10;
  private static final int ONE_SHOT = 1 << 30;

  private static final int ADD = 1;
  private static final int REMOVE = 2;
  private static final int CHANGE = 3;

  /// `struct epoll_event` is packed on x86-64 alone.
  private static final boolean PACKED = !"aarch64".equals(System.getProperty("os.arch"));

  private static final int DATA = PACKED ? 4 : 8;
  private static final int EVENT = PACKED ? 12 : 16;
  private static final int MOST = 64;

  private static final Poller SHARED = new Poller();

  private final int epoll = Native.epollCreate();
  private final Map<Long, Registration> registrations = new ConcurrentHashMap<>();
  private final AtomicLong last = new AtomicLong();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().daemon().name("file-timer").factory());

  private Poller() {
    timer.setRemoveOnCancelPolicy(true);
    Thread.ofPlatform().daemon().name("file-poller").start(this::run);
  }

  static Poller shared() {
    return SHARED;
  }

  Registration register(int fd) {
    Registration registration = new Registration(last.incrementAndGet(), fd);
    registrations.put(registration.id, registration);
    return registration;
  }

  private void run() {
    MemorySegment events = Arena.ofAuto().allocate((long) EVENT * MOST, Long.BYTES);
    while (true) {
      int count = Native.epollWait(epoll, events, MOST);
      for (int i = 0; i < count; i++) {
        long at = (long) i * EVENT;
        Registration told = registrations.get(events.get(JAVA_LONG_UNALIGNED, at + DATA));
        if (told != null) {
          told.happened(events.get(JAVA_INT_UNALIGNED, at));
        }
      }
    }
  }

  /// One descriptor, and who waits for it.
  final class Registration {
    private final long id;
    private final int fd;
    private final List<Wait> waits = new ArrayList<>();
    private boolean added;
    private boolean closed;

    private Registration(long id, int fd) {
      this.id = id;
      this.fd = fd;
    }

    /// As [org.poormanspipes.driver.FastPath#watchData] says.
    Watch watch(int events, long nanos, Runnable look) throws ClosedChannelException {
      Wait wait = new Wait(this, events, look);
      synchronized (this) {
        if (closed) {
          throw new AsynchronousCloseException();
        }
        waits.add(wait);
        arm();
      }
      if (nanos != Long.MAX_VALUE) {
        var _ = timer.schedule(wait::fire, nanos, TimeUnit.NANOSECONDS);
      }
      return wait;
    }

    private void arm() {
      int events = ONE_SHOT;
      for (Wait wait : waits) {
        events |= wait.events;
      }
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment event = arena.allocate(EVENT, Long.BYTES);
        event.set(JAVA_INT_UNALIGNED, 0, events);
        event.set(JAVA_LONG_UNALIGNED, DATA, id);
        int refused = Native.epollControl(epoll, added ? CHANGE : ADD, fd, event);
        if (refused < 0) {
          throw new IllegalStateException("epoll_ctl: " + -refused);
        }
        added = true;
      }
    }

    private void happened(int events) {
      List<Wait> told = new ArrayList<>();
      synchronized (this) {
        for (Wait wait : waits) {
          if (((wait.events | ERROR) & events) != 0) {
            told.add(wait);
          }
        }
        waits.removeAll(told);
        if (!waits.isEmpty() && !closed) {
          arm();
        }
      }
      told.forEach(Wait::fire);
    }

    private synchronized void forget(Wait wait) {
      waits.remove(wait);
    }

    synchronized boolean isClosed() {
      return closed;
    }

    /// Before the descriptor is closed: ends all waits.
    void close() {
      List<Wait> told;
      synchronized (this) {
        closed = true;
        registrations.remove(id);
        if (added) {
          Native.epollControl(epoll, REMOVE, fd, MemorySegment.NULL);
        }
        told = List.copyOf(waits);
        waits.clear();
      }
      told.forEach(Wait::fire);
    }
  }

  private static final class Wait implements Watch {
    private final Registration registration;
    private final int events;
    private final Runnable look;
    private boolean over;

    Wait(Registration registration, int events, Runnable look) {
      this.registration = registration;
      this.events = events;
      this.look = look;
    }

    private synchronized boolean end() {
      boolean first = !over;
      over = true;
      return first;
    }

    void fire() {
      if (end()) {
        registration.forget(this);
        look.run();
      }
    }

    @Override
    public boolean cancel() {
      registration.forget(this);
      return end();
    }

    @Override
    public synchronized boolean isOver() {
      return over;
    }
  }
}
