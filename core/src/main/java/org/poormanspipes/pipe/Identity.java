package org.poormanspipes.pipe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.AllowList;
import org.poormanspipes.driver.Caller;
import org.poormanspipes.linux.Entry;
import org.poormanspipes.linux.FileStatus;
import org.poormanspipes.linux.Ids;
import org.poormanspipes.linux.ProcessStatus;

/// Who opened a pipe through a mount, as the kernel told at that moment: the rights of an open file
/// are its opener's, whatever he becomes. What can't be seen is left out, and lets nobody in.
///
/// @param uid the user
/// @param gid the group
/// @param groups further groups
/// @param program the file that the process runs; null if it can't be seen
record Identity(int uid, int gid, List<Integer> groups, @Nullable Program program) {

  /// A running program.
  ///
  /// @param path its file's path, from here
  /// @param device the file's device
  /// @param inode the file's number on it
  record Program(String path, long device, long inode) {

    /// Whether a file is this very one, by what it is and by the path that leads to it.
    boolean is(AllowList.ProgramItem item) {
      try {
        Path real = Path.of(item.path()).toRealPath();
        FileStatus status = FileStatus.of(real);
        return real.toString().equals(path) && status.device() == device && status.inode() == inode;
      } catch (IOException missing) {
        return false;
      }
    }
  }

  /// Who asks now, and waits for the answer. A caller that is killed meanwhile could leave its
  /// number to another: so what was seen counts only if the number belongs to the caller's user,
  /// and where a program is asked for to the same process before and after. Root is let in anyway.
  static Identity of(Caller caller, boolean withProgram) {
    Identity bare = new Identity(caller.uid(), caller.gid(), List.of(), null);
    if (caller.uid() == 0 || caller.pid() <= 0) {
      return bare;
    }
    long before = withProgram ? Ids.processStart(caller.pid()) : 0;
    Program program = withProgram ? program(caller.pid()) : null;
    ProcessStatus status = ProcessStatus.of(caller.pid());
    Integer user = status.user();
    boolean same =
        user != null
            && user == caller.uid()
            && (!withProgram || (before >= 0 && Ids.processStart(caller.pid()) == before));
    return same ? new Identity(caller.uid(), caller.gid(), status.groups(), program) : bare;
  }

  private static @Nullable Program program(int pid) {
    Path link = Path.of("/proc/" + pid + "/exe");
    try {
      FileStatus status = FileStatus.of(link);
      String path = Entry.of(link).readlink();
      FileStatus again = FileStatus.of(link);
      boolean same = status.inode() == again.inode() && status.device() == again.device();
      return same ? new Program(path, status.device(), status.inode()) : null;
    } catch (IOException unreadable) {
      return null;
    }
  }

  boolean isIn(int group) {
    return gid == group || groups.contains(group);
  }
}
