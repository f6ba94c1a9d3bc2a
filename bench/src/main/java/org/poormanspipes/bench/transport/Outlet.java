package org.poormanspipes.bench.transport;

import java.io.IOException;

/// The end that sends the message it was opened with, as it is at that moment.
public interface Outlet extends AutoCloseable {
  /// Copies the message and publishes it; transports that cannot but wait do so.
  ///
  /// @return false if there is no room
  boolean send() throws IOException;

  /// Publishes what was held back to go with others.
  ///
  /// @return false if there is no room
  default boolean flush() throws IOException {
    return true;
  }

  @Override
  void close() throws IOException;
}
