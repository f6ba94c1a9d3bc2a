package org.poormanspipes.mutex;

import org.poormanspipes.layout.Field;
import org.poormanspipes.layout.Shown;

/// The field that a [WaitWord] is, for people.
public final class WaitWordFields {

  private WaitWordFields() {}

  /// A wait word at a place.
  ///
  /// @param name what it is called
  /// @param offset where it is
  /// @param meaning what one waits for
  /// @return the field
  public static Field of(String name, int offset, String meaning) {
    return Field.int32(
        name,
        offset,
        meaning,
        value ->
            Shown.of(
                "0x"
                    + Integer.toHexString((int) value)
                    + " sequence "
                    + ((int) value >>> 1)
                    + ((value & 1) != 0 ? ", somebody sleeps" : ", nobody sleeps")));
  }
}
