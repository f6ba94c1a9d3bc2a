package org.poormanspipes.bench.report;

import java.util.List;
import org.poormanspipes.bench.Workload;

/// Whom others are compared with.
final class Peers {
  /// Begins the names of ours.
  static final String OURS = "pmp-";

  private static final List<String> LIMITS = List.of("cache-line", "copy");

  private Peers() {}

  static List<String> of(Workload workload) {
    return switch (workload) {
      case ROUND_TRIP -> List.of("cache-line", "aeron-exclusive", "agrona-one-to-one");
      case BLOCKING -> List.of("fifo", "unix-socket-blocking");
      case ONE_WAY -> List.of("copy", "aeron-exclusive", "aeron-shared");
      case FAN_IN -> List.of("aeron-shared", "agrona-many-to-one");
      case BROADCAST -> List.of("aeron-exclusive");
      case COMPETING -> List.of();
    };
  }

  static boolean isOurs(String transport) {
    return transport.startsWith(OURS);
  }

  /// Whether it is no transport, but what none can be better than.
  static boolean isLimit(String transport) {
    return LIMITS.contains(transport);
  }
}
