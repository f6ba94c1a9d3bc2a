package org.poormanspipes.linux;

/// The process, its program and its user; and users and groups by name.
public final class Ids {

  private static final NativeFunction GETPID = NativeFunction.named("getpid");
  private static final NativeFunction GETEUID = NativeFunction.named("geteuid");
  private static final NativeFunction GETEGID = NativeFunction.named("getegid");

  private Ids() {}

  /// The number of this process in its PID namespace.
  ///
  /// @return the process number
  public static int pid() {
    return GETPID.call(CallState.current(), 0, 0, 0, 0, 0, 0);
  }

  /// The effective user, the one that file permissions are checked against.
  ///
  /// @return the user number; unsigned
  public static int uid() {
    return GETEUID.call(CallState.current(), 0, 0, 0, 0, 0, 0);
  }

  /// The effective group.
  ///
  /// @return the group number; unsigned
  public static int gid() {
    return GETEGID.call(CallState.current(), 0, 0, 0, 0, 0, 0);
  }

  /// A short name of this program, for people.
  ///
  /// @return the main class without its package or the file name of the jar, when the launcher
  ///     says what it started; otherwise the process's name in the kernel
  public static String program() {
    return Processes.program();
  }

  /// When a process began. Together with its number that identifies a process, since numbers are
  /// used again.
  ///
  /// @param pid a process number, in this PID namespace
  /// @return field 22 of `/proc/<pid>/stat`, in clock ticks since boot; -1 when there is no such
  ///     process
  public static long processStart(int pid) {
    return Processes.start(pid);
  }

  /// The name of a user.
  ///
  /// @param uid the user number; unsigned
  /// @return the name; the number when it has none
  public static String userName(int uid) {
    return Accounts.USERS.name(uid);
  }

  /// The name of a group.
  ///
  /// @param gid the group number; unsigned
  /// @return the name; the number when it has none
  public static String groupName(int gid) {
    return Accounts.GROUPS.name(gid);
  }

  /// A user's number. As in chown(1), a name goes before a number that looks the same.
  ///
  /// @param nameOrNumber the name, or the number in decimal
  /// @return the user number; unsigned
  /// @throws IllegalArgumentException with a sentence when it is neither
  public static int userId(String nameOrNumber) {
    return Accounts.USERS.id(nameOrNumber);
  }

  /// A group's number. As in chown(1), a name goes before a number that looks the same.
  ///
  /// @param nameOrNumber the name, or the number in decimal
  /// @return the group number; unsigned
  /// @throws IllegalArgumentException with a sentence when it is neither
  public static int groupId(String nameOrNumber) {
    return Accounts.GROUPS.id(nameOrNumber);
  }
}
