package org.poormanspipes.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.time.Timeout;

/// How long a command may wait: `--now` and `--wait`.
///
/// @param timeout for each call
/// @param text the time for a person, empty if it was not given
record Waiting(Timeout timeout, String text) {

  private static final Option NOW = Option.flag("--now", "Never waits.");
  private static final Option WAIT =
      Option.value("--wait", "TIME", "Waits that long at a time at most, as in 500ms, 10s or 2m.");

  static Syntax declare(Syntax syntax) {
    return syntax.with(NOW, WAIT);
  }

  static Waiting of(Arguments arguments) {
    String wait = arguments.value(WAIT);
    if (wait != null && arguments.has(NOW)) {
      throw new UsageException("--now and --wait exclude each other");
    }
    if (arguments.has(NOW)) {
      return new Waiting(Timeout.NOW, "");
    }
    return of(wait);
  }

  private static Waiting of(@Nullable String wait) {
    if (wait == null) {
      return new Waiting(Timeout.FOREVER, "");
    }
    Duration duration = Durations.parse(wait);
    return new Waiting(Timeout.of(duration), Durations.format(duration));
  }
}
