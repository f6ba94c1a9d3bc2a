package org.poormanspipes.fuse.audit;

import java.time.Instant;
import org.poormanspipes.driver.Caller;

/// What a client of a mount did, or was refused: one line of the audit trail.
///
/// The kernel compares the modes of files and directories by itself; whom it turns away never comes
/// to the server, and is in no event. All texts may hold whatever a client gave: escape them.
///
/// @param time when it was answered
/// @param action what was asked for
/// @param name the resource's name as it was spelled; empty for the device itself
/// @param caller who asked, as the kernel named him
/// @param program the file that the caller's process runs, empty if that can't be seen
/// @param detail what else is known of the request: `name=value`, separated by spaces
/// @param refusal the name of the error and, where there is more to say, a sentence; empty if it
///     was done
public record AuditEvent(
    Instant time,
    Action action,
    String name,
    Caller caller,
    String program,
    String detail,
    String refusal) {

  /// What is recorded.
  public enum Action {
    /// A pipe was opened, and made if it was missing.
    OPEN,
    /// A read or a write was refused, for the right to it was withdrawn since the open.
    USE,
    /// The last descriptor of an open was closed, or its process died.
    CLOSE,
    /// A property of a pipe or of the device was set.
    CHANGE,
    /// A pipe was deleted.
    DELETE,
    /// A directory was made.
    MAKE_DIRECTORY,
    /// A directory was removed.
    REMOVE_DIRECTORY,
    /// The caller asks so often that what else he does in this second is not recorded; or, with
    /// `count` in the detail, how much of the second before was not.
    UNRECORDED
  }
}
