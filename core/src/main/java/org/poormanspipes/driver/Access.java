package org.poormanspipes.driver;

import java.util.Locale;

/// What a handle may do.
public enum Access {
  /// Reads.
  READ(true, false),
  /// Writes.
  WRITE(false, true),
  /// Reads and writes.
  READ_WRITE(true, true),
  /// Neither: looks at properties and changes them.
  ATTRIBUTES(false, false);

  private final boolean reads;
  private final boolean writes;
  private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

  Access(boolean reads, boolean writes) {
    this.reads = reads;
    this.writes = writes;
  }

  /// What listings call it.
  ///
  /// @return its name in lower case, as in `read-write`
  public String word() {
    return word;
  }

  /// Whether the handle may read data.
  ///
  /// @return true for `READ` and `READ_WRITE`
  public boolean reads() {
    return reads;
  }

  /// Whether the handle may write data.
  ///
  /// @return true for `WRITE` and `READ_WRITE`
  public boolean writes() {
    return writes;
  }
}
