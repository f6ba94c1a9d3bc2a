package org.poormanspipes.damage;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.poormanspipes.driver.DeviceException;

/// What came of many operations on memory that is being spoilt: an operation ends in an outcome, or
/// in one sentence of a known kind. Anything else is a breach.
final class Tally {
  private final Map<String, Long> counts = new TreeMap<>();
  private final AtomicReference<Throwable> breach = new AtomicReference<>();

  synchronized void count(String what) {
    counts.merge(what, 1L, Long::sum);
  }

  synchronized long of(String what) {
    return counts.getOrDefault(what, 0L);
  }

  /// A refusal; it must be one sentence.
  void refused(DeviceException refusal) {
    count("refused " + refusal.kind());
    String sentence = String.valueOf(refusal.getMessage());
    if (sentence.isBlank() || sentence.contains("\n")) {
      breach(new AssertionError("not one sentence: " + sentence, refusal));
    }
  }

  /// What must never happen.
  void breach(Throwable what) {
    breach.compareAndSet(null, what);
    count("breaches");
  }

  Throwable breach() {
    return breach.get();
  }

  /// Adds what another process printed by [#toString()].
  synchronized void add(String printed) {
    for (String entry : printed.substring(1, printed.length() - 1).split(", ", -1)) {
      int equals = entry.lastIndexOf('=');
      if (equals > 0) {
        counts.merge(
            entry.substring(0, equals), Long.parseLong(entry.substring(equals + 1)), Long::sum);
      }
    }
  }

  @Override
  public synchronized String toString() {
    return counts.toString();
  }
}
