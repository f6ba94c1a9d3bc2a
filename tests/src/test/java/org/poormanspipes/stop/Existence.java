package org.poormanspipes.stop;

/// Whether the pipe must be there for who comes after a death.
enum Existence {
  /// Its lifetime demands that it is there.
  THERE,
  /// Its lifetime demands that it is gone.
  GONE,
  /// It was being made, or removed.
  EITHER
}
