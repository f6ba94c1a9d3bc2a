package org.poormanspipes.pipe;

import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.Ids;

/// Whether something may have been put in a place by somebody who had no business there.
///
/// A thing is trusted if it belongs to the caller, to root, or to the owner of the directory that
/// it lies in; or if nobody but that owner and the directory's group could have put it there. What
/// is left is what a stranger made in a directory that anybody may write, as in `/tmp`. The
/// directory itself was trusted before.
final class Trust {

  private static final int WRITABLE_BY_ANYBODY = 0002;

  private Trust() {}

  static boolean couldOnlyBePutByTrusted(FileStatus thing, FileStatus directory) {
    return isOwn(thing.uid())
        || thing.uid() == directory.uid()
        || (directory.permissions() & WRITABLE_BY_ANYBODY) == 0;
  }

  static boolean isOwn(int uid) {
    return uid == Ids.uid() || uid == 0;
  }

  /// For sentences: a user's name, with the number if that says more.
  static String user(int uid) {
    String name = Ids.userName(uid);
    String number = Integer.toUnsignedString(uid);
    return name.equals(number) ? "the user " + number : name + " (uid " + number + ")";
  }
}
