package org.poormanspipes.fuse;

/// How to mount.
///
/// @param allowOther whether other users than the one who mounts may enter; the kernel compares the
///     modes of the pipes
public record MountOptions(boolean allowOther) {
  /// For the user who mounts alone.
  public static final MountOptions DEFAULT = new MountOptions(false);
}
