package org.poormanspipes.driver;

import java.util.Map;

/// A request to open a name.
///
/// @param name the name below the device, as the caller spelled it; may be empty
/// @param access what the handle may do
/// @param disposition what to do when the name exists or is missing
/// @param attributes properties for a resource that is created; the driver defines their names
public record CreateRequest(
    String name, Access access, Disposition disposition, Map<String, String> attributes) {

  /// Copies the attributes.
  public CreateRequest {
    attributes = Map.copyOf(attributes);
  }
}
