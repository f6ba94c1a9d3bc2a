package org.poormanspipes.pipe;

import java.io.IOException;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Ids;
import org.poormanspipes.pool.BlockFile;

/// Who owns a block.
///
/// @param uid the user
/// @param gid the group
/// @param given false if nobody was named and the files stay their creator's
record Ownership(int uid, int gid, boolean given) {

  /// Reads `user`, `user:group` or `:group`, by name or number; empty is the caller.
  static Ownership parse(String text) throws DeviceException {
    if (text.isEmpty()) {
      return new Ownership(Ids.uid(), Ids.gid(), false);
    }
    int colon = text.indexOf(':');
    String user = colon < 0 ? text : text.substring(0, colon);
    String group = colon < 0 ? "" : text.substring(colon + 1);
    try {
      return new Ownership(
          user.isEmpty() ? Ids.uid() : Ids.userId(user),
          group.isEmpty() ? Ids.gid() : Ids.groupId(group),
          true);
    } catch (IllegalArgumentException unknown) {
      throw new DeviceException(Kind.INVALID, "owner: " + unknown.getMessage(), unknown);
    }
  }

  void apply(BlockFile file) throws IOException {
    if (given) {
      try (Descriptor opened = DeviceAccess.open(file)) {
        opened.chown(uid, gid);
      }
    }
  }
}
