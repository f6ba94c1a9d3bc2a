package org.poormanspipes.crash;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.poormanspipes.Device;

/// What the rounds of a soak share: the device, the board, processes that survive all rounds, and
/// those that don't.
final class Site implements AutoCloseable {
  private static final long PAUSE_NANOS = 20_000;
  private static final long WATCHDOG_NANOS = 60_000_000_000L;

  private final Place place;
  private final Board board;
  private final Device device;
  private final Crew crew;
  private final List<WorkerProcess> survivors = new ArrayList<>();
  private int cells;

  /// A site with some processes.
  ///
  /// @param survivors how many survive all rounds
  /// @param ahead how many of the others are kept ready
  Site(Place place, String classPath, int survivors, int ahead)
      throws IOException, InterruptedException {
    this.place = place;
    this.board = new Board(place.board());
    this.device = Device.open(place.device("Example"));
    this.crew = new Crew(place, classPath, ahead);
    for (int i = 0; i < survivors; i++) {
      this.survivors.add(crew.take());
    }
  }

  Place place() {
    return place;
  }

  Board board() {
    return board;
  }

  Device device() {
    return device;
  }

  Crew crew() {
    return crew;
  }

  List<WorkerProcess> survivors() {
    return survivors;
  }

  /// The number of a cell that nobody uses.
  int newCell() {
    cells++;
    board.cell(cells).clear();
    return cells;
  }

  /// Waits until something holds that is bound to come.
  ///
  /// @param what for the message, as in "the writers end"
  /// @param hands whom to describe if it does not
  static void await(String what, List<Hand> hands, BooleanSupplier condition) {
    long started = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - started > WATCHDOG_NANOS) {
        StringBuilder all = new StringBuilder("hangs: it is not so that " + what);
        hands.forEach(hand -> all.append(System.lineSeparator()).append(hand.describe()));
        throw new SoakFailure(all.toString());
      }
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    crew.close();
    device.close();
  }
}
