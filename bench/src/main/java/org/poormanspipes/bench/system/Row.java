package org.poormanspipes.bench.system;

import org.jspecify.annotations.Nullable;

/// A line of the table.
///
/// @param what is measured
/// @param unit of all its figures
/// @param ours what was found for ours
/// @param peer what was found beside it, if there is something to compare with
/// @param bar what ours should reach, if something was set
/// @param note what else there is to say, or nothing
record Row(
    String what,
    String unit,
    Samples ours,
    @Nullable Samples peer,
    @Nullable Bar bar,
    String note) {

  /// Whether the bar is reached; nothing if there is none.
  @Nullable Boolean reached() {
    return bar == null ? null : bar.isReached(ours.median(), peer == null ? null : peer.median());
  }
}
