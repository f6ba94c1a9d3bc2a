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

  @Override
  void close() throws Exception;

  /// What a contract's concrete class brings.
  interface Source {

    /// A fresh place for devices.
    Backend newBackend() throws Exception;
  }
}
