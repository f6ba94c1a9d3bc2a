package org.poormanspipes.nats;

import java.util.concurrent.atomic.AtomicInteger;

/// What the threads of a handle wait for, for those who look.
final class Waiting {

  private final AtomicInteger data = new AtomicInteger();
  private final AtomicInteger room = new AtomicInteger();
  private volatile long since;

  void begin(boolean forRoom) {
    since = System.currentTimeMillis();
    (forRoom ? room : data).incrementAndGet();
  }

  void end(boolean forRoom) {
    (forRoom ? room : data).decrementAndGet();
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
