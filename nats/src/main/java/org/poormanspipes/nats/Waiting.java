package org.poormanspipes.nats;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// What the threads of a handle wait for, for those who look.
final class Waiting {

  private final AtomicInteger data = new AtomicInteger();
  private final AtomicInteger room = new AtomicInteger();
  private final AtomicLong visited = new AtomicLong(System.nanoTime());
  private volatile long since;

  void begin(boolean forRoom) {
    since = System.currentTimeMillis();
    (forRoom ? room : data).incrementAndGet();
  }

  void end(boolean forRoom) {
    (forRoom ? room : data).decrementAndGet();
  }

  /// Whether it is time to look who is alive: once a second.
  boolean isDue() {
    long before = visited.get();
    long now = System.nanoTime();
    return now - before >= Signal.TICK_NANOS && visited.compareAndSet(before, now);
  }

  boolean forRoom() {
    return room.get() > 0;
  }

  String word() {
    return data.get() > 0 ? "data" : room.get() > 0 ? "room" : "none";
  }

  long since() {
    return since;
  }
}
