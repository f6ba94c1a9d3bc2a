package org.poormanspipes.linux;

import java.nio.file.Path;

/// What the kernel knows about a file at one moment.
///
/// @param mode type and permissions, as in `st_mode`
/// @param uid owner
/// @param gid group
/// @param size size in bytes
/// @param inode number of the file on its device
/// @param device the device, numbered as stat(2) does; together with the inode it identifies a
///     file
/// @param links how many names the file has; 0 when it was deleted
/// @param blocks512 what it occupies, in units of 512 bytes
/// @param changedNanos when content or status changed last, in nanoseconds since 1970
/// @param modifiedNanos when the content changed last, in nanoseconds since 1970
public record FileStatus(
    int mode,
    int uid,
    int gid,
    long size,
    long inode,
    long device,
    long links,
    long blocks512,
    long changedNanos,
    long modifiedNanos) {

  private static final int TYPE = 0xF000;
  private static final int REGULAR = 0x8000;
  private static final int DIRECTORY = 0x4000;
  private static final int LINK = 0xA000;
  private static final int SOCKET = 0xC000;
  private static final int PERMISSIONS = 0xFFF;

  /// The status of the file that a path leads to, through symbolic links.
  ///
  /// @param path the path
  /// @return its status
  /// @throws SystemCallException if the kernel refuses, with ENOENT if there is none
  public static FileStatus of(Path path) throws SystemCallException {
    return Statx.ofPath(path, true);
  }

  /// The status of a path itself, also if it is a symbolic link.
  ///
  /// @param path the path
  /// @return its status
  /// @throws SystemCallException if the kernel refuses, with ENOENT if there is none
  public static FileStatus ofLink(Path path) throws SystemCallException {
    return Statx.ofPath(path, false);
  }

  /// Whether it is a regular file.
  ///
  /// @return true for a regular file
  public boolean isRegular() {
    return (mode & TYPE) == REGULAR;
  }

  /// Whether it is a directory.
  ///
  /// @return true for a directory
  public boolean isDirectory() {
    return (mode & TYPE) == DIRECTORY;
  }

  /// Whether it is a symbolic link, which only [#ofLink] can tell.
  ///
  /// @return true for a symbolic link
  public boolean isLink() {
    return (mode & TYPE) == LINK;
  }

  /// Whether it is a socket.
  ///
  /// @return true for a Unix socket's file
  public boolean isSocket() {
    return (mode & TYPE) == SOCKET;
  }

  /// The permission bits, with set-user-id, set-group-id and sticky.
  ///
  /// @return for example 0600
  public int permissions() {
    return mode & PERMISSIONS;
  }
}
