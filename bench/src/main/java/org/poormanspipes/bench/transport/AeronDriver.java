package org.poormanspipes.bench.transport;

import java.nio.file.Path;

/// Aeron's media driver, for a process of its own: one thread for all of its duties, as in its mode
/// SHARED, which its users are told to take for IPC.
public final class AeronDriver implements AutoCloseable {
  private final AeronIpc.Driver driver;

  /// Starts a driver.
  ///
  /// @param directory where connections are
  /// @param capacity how many bytes may be on the way
  public AeronDriver(Path directory, int capacity) {
    this.driver = AeronIpc.driver(directory, capacity);
  }

  /// One turn of its duties.
  ///
  /// @return 0 if there was nothing to do
  public int turn() {
    return driver.turn();
  }

  @Override
  public void close() {
    driver.close();
  }
}
