package org.poormanspipes.pipe;

import org.poormanspipes.AllowList;
import org.poormanspipes.driver.Access;
import org.poormanspipes.linux.Ids;

/// Whom a pipe lets in of those who come through a mount.
final class Entitlement {

  private static final int READ = 4;
  private static final int WRITE = 2;

  private Entitlement() {}

  /// Whether somebody may use a pipe so.
  static boolean covers(PipeAccess.Seen seen, Identity who, Access access) {
    return switch (seen.rule().policy()) {
      case ROOT -> who.uid() == 0;
      case REGISTERED ->
          isRegistered(seen.rule().allow(), seen.uid(), who)
              && (who.uid() == Ids.uid() || modeAdmits(seen, who, access));
      default -> modeAdmits(seen, who, access);
    };
  }

  /// Root, the owner and the user whose mount it is need not be on the list: they could change it,
  /// or open the memory.
  static boolean isRegistered(AllowList allow, int owner, Identity who) {
    return who.uid() == 0
        || who.uid() == owner
        || who.uid() == Ids.uid()
        || allow.items().stream().anyMatch(item -> is(item, who));
  }

  private static boolean is(AllowList.Item item, Identity who) {
    return switch (item) {
      case AllowList.UserItem user -> user.uid() == who.uid();
      case AllowList.GroupItem group -> who.isIn(group.gid());
      case AllowList.ProgramItem program -> who.program() != null && who.program().is(program);
    };
  }

  /// As the kernel compares them for a file.
  private static boolean modeAdmits(PipeAccess.Seen seen, Identity who, Access access) {
    if (who.uid() == 0) {
      return true;
    }
    int mode = seen.rule().mode();
    int mine = who.uid() == seen.uid() ? mode >> 6 : who.isIn(seen.gid()) ? mode >> 3 : mode;
    int wanted = (access.reads() ? READ : 0) | (access.writes() ? WRITE : 0);
    return (mine & wanted) == wanted;
  }
}
