package org.poormanspipes.nats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The name of this machine.
final class Host {

  private Host() {}

  static String name() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException unknown) {
      return "?";
    }
  }
}
