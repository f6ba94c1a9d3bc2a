package org.poormanspipes.fuse.server;

import java.io.IOException;
import java.util.Map;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.linux.Errno;
import org.poormanspipes.linux.Ids;
import org.poormanspipes.linux.ProcessStatus;

/// What the kernel can't compare for us.
final class Owners {
  private static final int WRITE = 2;

  /// Only root gives a file away, as with chown(2): what somebody is given, he is charged for. The
  /// server's own user may as much as its kernel lets the server.
  private static final String OWNER = "owner";

  private Owners() {}

  /// Who may change properties: only the owner, as with chmod(2). The kernel asks whether the
  /// caller may write, and a group that may could give itself more.
  ///
  /// @param property what is to be changed
  static void requireOwner(Attributes described, Caller caller, String property)
      throws IOException {
    boolean owner = caller.uid() == Stat.file("", described).uid();
    if (caller.uid() != 0 && (!owner || (property.equals(OWNER) && caller.uid() != Ids.uid()))) {
      throw new Refusal(Errno.EPERM);
    }
  }

  /// What only root may do to a device: a driver that is asked to configure one is not told who
  /// asks.
  static void requireRootFor(Map<String, String> change, Caller caller) throws IOException {
    String access = change.getOrDefault("access", change.get("default-access"));
    if ("root".equals(access) && caller.uid() != 0) {
      throw new Refusal(Errno.EPERM);
    }
  }

  /// Who may make a pipe: whoever may write the directory. The kernel compares that where it is
  /// asked to create; an open without O_CREAT creates too.
  static boolean mayCreate(Stat directory, Caller caller) {
    if (caller.uid() == 0) {
      return true;
    }
    if (caller.uid() == directory.uid()) {
      return (directory.mode() >> 6 & WRITE) != 0;
    }
    boolean member = caller.gid() == directory.gid() || isMember(caller, directory.gid());
    return ((member ? directory.mode() >> 3 : directory.mode()) & WRITE) != 0;
  }

  /// Further groups are not sent with a request.
  private static boolean isMember(Caller caller, int group) {
    return ProcessStatus.of(caller.pid()).groups().contains(group);
  }
}
