package org.poormanspipes.driver;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A request to open a name.
///
/// @param name the name below the device, as the caller spelled it; may be empty
/// @param access what the handle may do
/// @param disposition what to do when the name exists or is missing
/// @param attributes properties for a resource that is created; the driver defines their names
/// @param caller on whose behalf, as the kernel named him; null for this process itself
public record CreateRequest(
    String name,
    Access access,
    Disposition disposition,
    Map<String, String> attributes,
    @Nullable Caller caller) {

  /// Copies the attributes.
  public CreateRequest {
    attributes = Map.copyOf(attributes);
  }

  /// A request of this process itself.
  ///
  /// @param name the name below the device
  /// @param access what the handle may do
  /// @param disposition what to do when the name exists or is missing
  /// @param attributes properties for a resource that is created
  public CreateRequest(
      String name, Access access, Disposition disposition, Map<String, String> attributes) {
    this(name, access, disposition, attributes, null);
  }
}
