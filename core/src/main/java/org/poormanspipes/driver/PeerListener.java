package org.poormanspipes.driver;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A Unix socket to which others connect by its path, to be handed something.
public interface PeerListener extends AutoCloseable {

  /// Waits for somebody to connect. Interrupting the thread does not end the wait, closing does.
  ///
  /// @return the connection; null once this was closed
  /// @throws IOException if the system refuses, for example because too many files are open
  @Nullable PeerSocket accept() throws IOException;

  /// Removes the socket's file, if it is still this one's, and ends the waits. Any thread may.
  ///
  /// @throws IOException if the file can't be removed; nobody listens there all the same
  @Override
  void close() throws IOException;
}
