package org.poormanspipes.cli;

import org.poormanspipes.DeviceOptions;
import org.poormanspipes.WhenFull;

/// What `pmp bridge` was asked for.
///
/// @param from where it reads
/// @param to where it writes
/// @param whenFull what it does with what is not taken there
/// @param numbers whether it writes a line with a number before each message
/// @param follow whether it goes on after the end of the stream
record BridgePlan(End from, End to, WhenFull whenFull, boolean numbers, boolean follow) {

  /// A pipe that may be elsewhere.
  ///
  /// @param device its device
  /// @param name its name there
  /// @param remote whether it was given by an address
  record End(DeviceOptions device, String name, boolean remote) {}
}
