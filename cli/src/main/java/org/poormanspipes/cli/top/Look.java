package org.poormanspipes.cli.top;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Attributes;

/// What one look at a device told.
///
/// @param nanos when, of [System#nanoTime]
/// @param pipes all its pipes
/// @param detail the pipe that was asked about, or null if none was, or it is gone
/// @param failure why there is nothing of the above, in one sentence; or null
public record Look(
    long nanos, List<PipeFigures> pipes, @Nullable Detail detail, @Nullable String failure)
    implements Event {

  /// One pipe, and who has it open.
  ///
  /// @param pipe as `stat` tells
  /// @param handles as `handles` tells
  record Detail(Attributes pipe, List<Attributes> handles) {}

  /// The device could not be looked at.
  ///
  /// @param nanos when
  /// @param failure why, in one sentence
  /// @return the look
  static Look failed(long nanos, String failure) {
    return new Look(nanos, List.of(), null, failure);
  }
}
