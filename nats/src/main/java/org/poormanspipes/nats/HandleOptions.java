package org.poormanspipes.nats;

import java.util.Map;
import org.poormanspipes.AttributeValues;
import org.poormanspipes.StartAt;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;

/// What is asked of one handle, beside the properties of its pipe.
///
/// @param startAt where it begins to read a broadcast
/// @param soleWriter whether no other handle may write while it is open
record HandleOptions(StartAt startAt, boolean soleWriter) {

  private static final String FROM = "from";
  private static final String EXCLUSIVE_WRITER = "exclusive-writer";

  /// Takes out of the attributes what is about the handle; what is left is about the pipe.
  static HandleOptions takeFrom(Map<String, String> attributes, Access access)
      throws DeviceException {
    String from = attributes.remove(FROM);
    String exclusive = attributes.remove(EXCLUSIVE_WRITER);
    boolean sole = exclusive != null && AttributeValues.truth(EXCLUSIVE_WRITER, exclusive);
    if (sole && !access.writes()) {
      throw new DeviceException(
          Kind.INVALID, EXCLUSIVE_WRITER + "=true is for handles that write, and access=" + access);
    }
    StartAt startAt =
        from == null ? StartAt.NEWEST : AttributeValues.constant(StartAt.class, FROM, from);
    return new HandleOptions(startAt, sole);
  }
}
