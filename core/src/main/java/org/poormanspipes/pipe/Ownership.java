package org.poormanspipes.pipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Descriptor;
import org.poormanspipes.linux.Ids;

/// Who owns a block.
///
/// @param uid the user
/// @param gid the group
/// @param given false if nobody was named and the files stay their creator's
record Ownership(int uid, int gid, boolean given) {

  private static final Set<Descriptor.Flag> READ_ONLY =
      Set.copyOf(EnumSet.of(Descriptor.Flag.READ_ONLY, Descriptor.Flag.NO_FOLLOW));

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

  void apply(Path path) throws IOException {
    if (given) {
      try (Descriptor file = Descriptor.open(path, READ_ONLY, 0)) {
        file.chown(uid, gid);
      }
    }
  }
}
