package org.poormanspipes.bench.worker;

import java.io.IOException;

/// What one process does in each round.
interface Part extends AutoCloseable {
  /// Runs one round.
  ///
  /// @param stopped becomes true when nothing more will come
  Figures round(Order order, Stop stopped) throws IOException;

  @Override
  void close() throws IOException;

  /// Whether the parent said that all writers of the round have finished.
  final class Stop {
    private volatile boolean stopped;

    void set(boolean value) {
      stopped = value;
    }

    boolean isSet() {
      return stopped;
    }
  }
}
