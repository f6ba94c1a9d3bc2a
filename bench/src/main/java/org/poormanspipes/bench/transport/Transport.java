package org.poormanspipes.bench.transport;

import java.io.IOException;

/// A way to carry messages between processes.
public interface Transport {
  /// Opens the end that sends.
  ///
  /// @param message what each send carries
  Outlet outlet(Link link, Message message) throws IOException;

  /// Opens the end that receives.
  Inlet inlet(Link link) throws IOException;
}
