package org.poormanspipes.linux;

import java.nio.file.Path;

/// The file system below a path: its kind, and the room in it.
///
/// @param type its kind, for example `tmpfs`, `ext4` (also for its ancestors, which cannot be told
///     apart), `overlayfs` or `nfs`; `0x…` for a kind without a name here
/// @param blockSize the unit of the next two, in bytes
/// @param blocks how many blocks there are; 0 for a tmpfs without a limit
/// @param blocksAvailable how many blocks an ordinary user may still take
/// @param files how many files there may be; 0 where nothing limits that
/// @param filesFree how many files may still be made
public record FileSystemStatus(
    String type, long blockSize, long blocks, long blocksAvailable, long files, long filesFree) {

  /// The file system that a path lies on.
  ///
  /// @param path something that exists
  /// @return its status
  /// @throws SystemCallException if the kernel refuses
  public static FileSystemStatus of(Path path) throws SystemCallException {
    return Statfs.ofPath(path);
  }

  /// Whether the files lie on other machines, or may: memory mapped from them is then not shared.
  ///
  /// A `fuse` file system counts as local, though some (sshfs) are not: the kernel does not tell.
  ///
  /// @return true for nfs, cifs, 9p and their kind
  public boolean isNetwork() {
    return FileSystemTypes.isNetwork(type);
  }

  /// The room that is left for an ordinary user.
  ///
  /// @return bytes
  public long bytesAvailable() {
    return blocksAvailable * blockSize;
  }

  /// The size of the file system.
  ///
  /// @return bytes
  public long bytesTotal() {
    return blocks * blockSize;
  }
}
