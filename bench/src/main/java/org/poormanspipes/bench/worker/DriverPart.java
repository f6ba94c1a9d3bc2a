package org.poormanspipes.bench.worker;

import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.poormanspipes.bench.transport.AeronDriver;

/// Aeron's media driver. While others are measured it rests, so that it costs them nothing.
final class DriverPart implements Part {
  private static final int PARK_NANOS = 1_000_000;

  private final AeronDriver driver;

  /// The driver's own default.
  private final IdleStrategy idle = new BackoffIdleStrategy(10, 20, 1000, PARK_NANOS);

  /// Clients are still coming.
  private boolean needed = true;

  DriverPart(Task task) {
    this.driver = new AeronDriver(task.link().directory(), task.link().capacity());
  }

  boolean isNeeded() {
    return needed;
  }

  void turn() {
    int work = driver.turn();
    if (needed) {
      idle.idle(work);
    }
  }

  @Override
  public Figures round(Order order, Stop stopped) {
    needed = false;
    while (!stopped.isSet()) {
      idle.idle(driver.turn());
    }
    return new Figures();
  }

  @Override
  public void close() {
    driver.close();
  }
}
