package org.poormanspipes.cli;

/// What a bridge did not carry. It is told on standard error, while there is more of it once a
/// second, and at the end.
final class Losses {

  private static final long PAUSE_NANOS = 1_000_000_000L;

  private final Stdio io;
  private final String unit;
  private long dropped;
  private long missed;
  private long told;
  private long tellAt = System.nanoTime();

  /// @param unit what is counted
  Losses(Stdio io, String unit) {
    this.io = io;
    this.unit = unit;
  }

  /// The bridge's policy dropped some.
  void dropped(long count) {
    dropped += count;
    tellInTurn();
  }

  /// Some were overwritten before the bridge saw them.
  void missed(long count) {
    missed += count;
    tellInTurn();
  }

  boolean hasDropped() {
    return dropped > 0;
  }

  private void tellInTurn() {
    if (System.nanoTime() - tellAt >= 0) {
      tell();
    }
  }

  /// Says what there is to say.
  void tell() {
    if (dropped + missed > told) {
      told = dropped + missed;
      tellAt = System.nanoTime() + PAUSE_NANOS;
      String first = dropped + " " + unit + " were dropped, for they were not taken";
      String second = missed + " " + unit + " were overwritten before they were carried";
      io.warn(
          "pmp: so far " + (dropped == 0 ? second : missed == 0 ? first : first + "; " + second));
    }
  }
}
