package org.poormanspipes.pipe;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.linux.Ids;

/// With whom an unnamed pipe is shared.
final class Admission {

  private static final int ROOT = 0;

  private Admission() {}

  /// Whether a peer may have it.
  static boolean mayHave(Caller peer, @Nullable Predicate<Caller> admitted) {
    return admitted == null ? peer.uid() == Ids.uid() || peer.uid() == ROOT : admitted.test(peer);
  }

  /// Whether it is taken from a peer. Root trusts its users to harm only themselves: what they hand
  /// over is checked, and can't shrink.
  static boolean mayGive(Caller peer, @Nullable Predicate<Caller> trusted) {
    return mayHave(peer, trusted) || (trusted == null && Ids.uid() == ROOT);
  }

  static DeviceException denied(String what, Caller peer) {
    return new DeviceException(
        Kind.DENIED,
        what
            + " the user "
            + Ids.userName(peer.uid())
            + " (pid "
            + peer.pid()
            + "): it is shared with "
            + Ids.userName(Ids.uid())
            + " and root, unless its program lets in others");
  }
}
