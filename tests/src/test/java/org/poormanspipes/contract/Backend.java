package org.poormanspipes.contract;

import java.util.OptionalLong;
import org.poormanspipes.DeviceOptions;

/// Where a contract's devices are. Each test has one of its own; closing it removes what it made.
interface Backend extends AutoCloseable {

  /// How to open the device of a name, created if it is missing; other processes open the same.
  DeviceOptions.Builder device(String name);

  /// How many bytes of storage a pipe has behind its capacity, where positions come round; none
  /// where there is no such thing.
  OptionalLong storageSize(long capacity);

  /// What the backend keeps in a place that a test can look at: one line for each thing, empty
  /// where that can't be seen.
  String leftovers(String device);

  /// Whether a write of nothing reaches the pipe, and so does a read into no room.
  default boolean carriesNothing() {
    return true;
  }

  /// The longest message that can be written at once, whatever the pipe holds.
  default long largestMessage() {
    return Long.MAX_VALUE;
  }

  /// Whether a refusal comes with its sentence: why, and what the limit is.
  default boolean explains() {
    return true;
  }

  /// How much of what a long run does is enough where one operation takes long.
  default int enough(int usual) {
    return usual;
  }

  /// How many of those that wait at once, each at a pipe of its own, are enough where each wait asks
  /// a server again and again.
  default int enoughWaits(int usual) {
    return usual;
  }

  @Override
  void close() throws Exception;

  /// What a contract's concrete class brings.
  interface Source {

    /// A fresh place for devices.
    Backend newBackend() throws Exception;
  }
}
