package org.poormanspipes.driver;

import java.util.Map;

/// A request for something that is neither reading nor writing.
///
/// @param operation what to do; the driver defines the names
/// @param arguments its arguments
public record ControlRequest(String operation, Map<String, String> arguments) {

  /// Copies the arguments.
  public ControlRequest {
    arguments = Map.copyOf(arguments);
  }
}
