package org.poormanspipes.cli.top;

import java.util.Arrays;
import org.poormanspipes.driver.Attributes;

/// Descriptions as a device gives them.
final class Pipes {

  private Pipes() {}

  static Attributes.Builder named(String name) {
    return Attributes.builder()
        .with("name", name)
        .with("number", name + "#")
        .with("type", "byte")
        .with("delivery", "queue")
        .with("when-full", "block")
        .with("capacity", 1000)
        .with("created", "2026-01-01T00:00:00Z");
  }

  static Look look(long seconds, Attributes.Builder... pipes) {
    return new Look(
        seconds * 1_000_000_000,
        Arrays.stream(pipes).map(pipe -> PipeFigures.of(pipe.build())).toList(),
        null,
        null);
  }
}
