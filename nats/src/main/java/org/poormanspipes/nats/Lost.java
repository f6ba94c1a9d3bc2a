package org.poormanspipes.nats;

import java.io.IOException;

/// The server has no such stream, or lost the message that was asked for.
final class Lost extends IOException {

  private static final long serialVersionUID = 1L;

  Lost(String message) {
    super(message);
  }
}
