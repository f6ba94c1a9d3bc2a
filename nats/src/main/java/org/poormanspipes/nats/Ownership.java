package org.poormanspipes.nats;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Ids;

/// Whose a pipe is: shown, and heeded by a mount. The server knows accounts instead.
///
/// @param uid the user
/// @param gid the group
record Ownership(int uid, int gid) {

  /// As the attributes say, which lose that; else the caller's.
  static Ownership takeFrom(Map<String, String> attributes, @Nullable Caller caller)
      throws DeviceException {
    String owner = attributes.remove("owner");
    Ownership mine =
        caller == null
            ? new Ownership(Ids.uid(), Ids.gid())
            : new Ownership(caller.uid(), caller.gid());
    return owner == null ? mine : parse(owner, mine);
  }

  /// Reads `user`, `user:group` or `:group`, by name or number.
  static Ownership parse(String text, Ownership otherwise) throws DeviceException {
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    String group = colon < 0 ? "" : text.substring(colon + 1);
    try {
      return new Ownership(
          user.isEmpty() ? otherwise.uid() : Ids.userId(user),
          group.isEmpty() ? otherwise.gid() : Ids.groupId(group));
    } catch (IllegalArgumentException unknown) {
      throw new DeviceException(Kind.INVALID, "owner: " + unknown.getMessage(), unknown);
    }
  }
}
