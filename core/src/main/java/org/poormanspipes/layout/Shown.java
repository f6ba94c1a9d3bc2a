package org.poormanspipes.layout;

import org.jspecify.annotations.Nullable;

/// What a field says.
///
/// @param value for people
/// @param doubt why that can hardly be, beginning with a verb as in `is negative`; null if it can
public record Shown(String value, @Nullable String doubt) {

  /// A value that may be anything.
  ///
  /// @param value for people
  /// @return it, without a doubt
  public static Shown of(String value) {
    return new Shown(value, null);
  }
}
