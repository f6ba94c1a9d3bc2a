package org.poormanspipes.bench.worker;

import java.util.concurrent.TimeUnit;

/// One round, as it is ordered by a line.
///
/// @param kind what is looked at
/// @param millis for how long
/// @param rate round trips each second, where the kind has a rate
public record Order(Kind kind, long millis, int rate) {
  /// What a round looks at.
  public enum Kind {
    /// Nothing: everything is compiled and touched, and what came out is forgotten.
    WARM,
    /// How long many take together.
    PLAIN,
    /// How long each takes.
    EACH,
    /// How long each takes from when it was due, begun at a fixed rate.
    RATE
  }

  /// As a line, for [#parse].
  public String line() {
    return "go " + kind + " " + millis + " " + rate;
  }

  static Order parse(String line) {
    String[] words = line.split(" ", -1);
    return new Order(Kind.valueOf(words[1]), Long.parseLong(words[2]), Integer.parseInt(words[3]));
  }

  long nanos() {
    return TimeUnit.MILLISECONDS.toNanos(millis);
  }
}
