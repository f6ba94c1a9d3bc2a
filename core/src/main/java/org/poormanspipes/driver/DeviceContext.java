package org.poormanspipes.driver;

/// What a driver keeps for one of its devices. A driver with several kinds of device gives each its
/// own implementation; what they share stands here, first, and tells which kind it is.
public interface DeviceContext {

  /// The kind of device, for a driver that serves several and for people.
  ///
  /// @return a short word
  String kind();

  /// Whether the device admits a single open handle at a time.
  ///
  /// @return true for an exclusive device
  default boolean exclusive() {
    return false;
  }

  /// Whether requests are put to another machine, so that each may take as long as that is away,
  /// also those that do not wait. Who serves several callers then calls from threads that he can
  /// spare.
  ///
  /// @return true for a device on another machine
  default boolean remote() {
    return false;
  }
}
