package org.poormanspipes.bench.system;

import java.io.IOException;

/// A part cannot be measured here; the message says what is missing.
final class Shortage extends IOException {
  private static final long serialVersionUID = 1L;

  Shortage(String message) {
    super(message);
  }
}
