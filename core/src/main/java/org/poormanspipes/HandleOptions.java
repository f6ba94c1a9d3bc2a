package org.poormanspipes;

import java.util.Map;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// What is asked of one handle, beside the properties of its pipe; for drivers, which find it among
/// the attributes of a request.
///
/// @param access what it may do
/// @param startAt where it begins to read a broadcast
/// @param soleWriter whether no other handle may write while it is open
public record HandleOptions(Access access, StartAt startAt, boolean soleWriter) {
  /// A handle that only looks.
  public static final HandleOptions LOOKING =
      new HandleOptions(Access.ATTRIBUTES, StartAt.NEWEST, false);

  private static final String FROM = "from";
  private static final String EXCLUSIVE_WRITER = "exclusive-writer";

  /// Takes out of the attributes what is about the handle; what is left is about the pipe.
  ///
  /// @param attributes values by name; changed
  /// @param access what the handle may do
  /// @return the options
  /// @throws DeviceException of kind `INVALID`, if a value is unknown, or contradicts the access
  public static HandleOptions takeFrom(Map<String, String> attributes, Access access)
      throws DeviceException {
    String from = attributes.remove(FROM);
    String exclusive = attributes.remove(EXCLUSIVE_WRITER);
    boolean soleWriter = exclusive != null && AttributeValues.truth(EXCLUSIVE_WRITER, exclusive);
    if (soleWriter && !access.writes()) {
      throw new DeviceException(
          Kind.INVALID, EXCLUSIVE_WRITER + "=true is for handles that write, and access=" + access);
    }
    return new HandleOptions(
        access,
        from == null ? StartAt.NEWEST : AttributeValues.constant(StartAt.class, FROM, from),
        soleWriter);
  }
}
