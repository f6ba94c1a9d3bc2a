package org.poormanspipes.driver;

/// The answer to a request for which a driver has no entry point.
final class Unsupported {

  private Unsupported() {}

  static DeviceException request(Driver driver, String request) {
    return new DeviceException(
        DeviceException.Kind.UNSUPPORTED,
        "the driver '" + driver.scheme() + "' does not answer the request '" + request + "'");
  }

  /// Nor has it a look at what comes.
  static DeviceException preview() {
    return new DeviceException(
        DeviceException.Kind.UNSUPPORTED,
        "nothing can be looked at before it is taken here: the driver has no previews");
  }
}
