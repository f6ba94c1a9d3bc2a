package org.poormanspipes.fuse;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.poormanspipes.fuse.audit.AuditEvent;

/// How to mount.
///
/// @param allowOther whether other users than the one who mounts may enter; the kernel compares the
///     modes of the pipes
/// @param audit is told who opened, was refused, changed and deleted what; null if nobody wants to
///     know. It is called by the threads that serve, by one at a time, and should not keep them;
///     what it throws is logged
public record MountOptions(boolean allowOther, @Nullable Consumer<AuditEvent> audit) {
  /// For the user who mounts alone.
  public static final MountOptions DEFAULT = new MountOptions(false);

  /// Without an audit trail.
  ///
  /// @param allowOther whether other users than the one who mounts may enter
  public MountOptions(boolean allowOther) {
    this(allowOther, null);
  }
}
