package org.poormanspipes.testing;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A NATS server of each test's own.
public abstract class OneServer {
  /// The server.
  protected NatsServer server;

  @BeforeEach
  protected final void startServer() throws IOException {
    NatsServer.require();
    server = NatsServer.withJetStream();
  }

  @AfterEach
  protected final void endServer() throws IOException {
    if (server != null) {
      server.close();
    }
  }
}
