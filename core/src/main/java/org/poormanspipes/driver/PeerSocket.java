package org.poormanspipes.driver;

import java.io.IOException;

/// A connected Unix socket, over which a device can be handed to the process at the other end.
public interface PeerSocket extends AutoCloseable {

  /// Who is at the other end, as the kernel noted it: who connected, or who began to listen.
  ///
  /// @return the other process
  /// @throws IOException if it is no connected Unix socket
  Caller peer() throws IOException;

  /// Closes the socket here.
  @Override
  void close();
}
