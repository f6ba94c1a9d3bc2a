package org.poormanspipes.fuse.server;

import java.io.IOException;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.Ids;

/// Who may change properties. The kernel has compared modes, and a group that may write could
/// change them: only the owner may, as with chmod(2).
final class Owners {
  private Owners() {}

  static void require(Attributes described, Caller caller) throws IOException {
    int owner = described.asMap().get("uid") instanceof Long uid ? uid.intValue() : Ids.uid();
    if (caller.uid() != 0 && caller.uid() != owner) {
      throw new Refusal(Errno.EPERM);
    }
  }
}
