package org.poormanspipes.driver;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a device is: the scheme chooses the driver, the rest is the driver's to read.
///
/// @param scheme which driver: `shm` for a plain name
/// @param location the rest of the address: for `shm` the device's name
/// @param root the directory that holds the devices, or null for the user's own
public record DeviceAddress(String scheme, String location, @Nullable Path root) {

  /// The scheme of an address that names none: shared memory.
  public static final String SHARED_MEMORY = "shm";

  private static final String SEPARATOR = "://";

  /// Reads an address: `Example`, or `nats://host:4222/Example`.
  ///
  /// @param text the address
  /// @param root the directory that holds the devices, or null for the user's own
  /// @return the address
  public static DeviceAddress parse(String text, @Nullable Path root) {
    int at = text.indexOf(SEPARATOR);
    return at < 0
        ? new DeviceAddress(SHARED_MEMORY, text, root)
        : new DeviceAddress(text.substring(0, at), text.substring(at + SEPARATOR.length()), root);
  }

  /// As [#parse] reads it: a plain name, unless that would be taken for another driver's address.
  @Override
  public String toString() {
    boolean plain = scheme.equals(SHARED_MEMORY) && !location.contains(SEPARATOR);
    return plain ? location : scheme + SEPARATOR + location;
  }
}
