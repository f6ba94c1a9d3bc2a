package org.poormanspipes.driver;

/// What opening does when the name exists, and when it does not.
public enum Disposition {
  /// Opens what exists, creates what does not: how two programs meet.
  OPEN_OR_CREATE,
  /// Opens what exists; a missing name is refused.
  OPEN,
  /// Creates; an existing name is refused.
  CREATE
}
