package org.poormanspipes.mutex;

/// How long one waiter goes on waiting for a mutex.
///
/// The mutex is not fair: somebody else may get it again and again. A waiter that gives up on a
/// holder which stands still counts its time anew with each turn it sees, for a number of times
/// that only a flood of others can use up.
final class Patience {
  private static final int MAX_RESTARTS = 250;

  private final MutexRequest request;
  private long started = System.nanoTime();
  private int turn;
  private int restarts;

  Patience(MutexRequest request, int turn) {
    this.request = request;
    this.turn = turn;
  }

  /// How long to wait from now.
  ///
  /// @param turnNow how often the mutex was taken
  /// @return nanoseconds; zero or less when the time is over
  long left(int turnNow) {
    if (request.perTurn() && turnNow != turn && restarts < MAX_RESTARTS) {
      restarts++;
      turn = turnNow;
      started = System.nanoTime();
    }
    return request.timeout().remaining(started);
  }
}
