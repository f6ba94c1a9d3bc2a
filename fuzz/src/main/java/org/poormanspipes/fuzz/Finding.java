package org.poormanspipes.fuzz;

import org.jspecify.annotations.Nullable;

/// Something that must not happen, whatever the input.
public final class Finding extends AssertionError {
  private static final long serialVersionUID = 1L;

  /// A finding.
  ///
  /// @param what what happened
  public Finding(String what) {
    this(what, null);
  }

  /// A finding with what lies behind it.
  public Finding(String what, @Nullable Throwable cause) {
    super(what, cause);
  }
}
