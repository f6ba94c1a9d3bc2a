package org.poormanspipes.bench.system;

import org.jspecify.annotations.Nullable;
import org.poormanspipes.bench.report.MarkdownTable;

/// What a figure should reach.
///
/// @param kind what is compared
/// @param limit with what
record Bar(Kind kind, double limit) {
  /// What is compared.
  enum Kind {
    /// Ours by the peer's, at least.
    RATIO,
    /// Ours by itself, at most.
    VALUE,
    /// How much ours is above the peer's, at most.
    ABOVE
  }

  static Bar ratioAtLeast(double limit) {
    return new Bar(Kind.RATIO, limit);
  }

  static Bar atMost(double limit) {
    return new Bar(Kind.VALUE, limit);
  }

  static Bar aboveAtMost(double limit) {
    return new Bar(Kind.ABOVE, limit);
  }

  /// @param peer the peer's median, if there is a peer
  boolean isReached(double ours, @Nullable Double peer) {
    return switch (kind) {
      case VALUE -> ours <= limit;
      case RATIO -> peer != null && ours / peer >= limit;
      case ABOVE -> peer != null && ours - peer <= limit;
    };
  }

  String text(String unit) {
    String number = MarkdownTable.number(limit);
    return switch (kind) {
      case VALUE -> "≤ " + number + " " + unit;
      case RATIO -> "≥ " + number + " ×";
      case ABOVE -> "≤ " + number + " " + unit + " above";
    };
  }
}
