/// Pipes in shared memory: a [org.poormanspipes.driver.Driver] without a server. Every process has
/// the driver in it, and what they share are files.
///
/// ```
///   ROOT/                     the user's own, or one that was made on purpose
///     .lock                   names of devices being made or removed
///     example/                a device; a link beside it is another name for it
///       device                its context: settings, quota, accounts, the processes attached to it
///       lock                  names of pipes being opened, closed or removed
///       <number>.<k>.pipe     a pipe's context: identity, settings, ring control, handles
///       <number>.<k>.ring.<g> the bytes of its ring
/// ```
///
/// The contexts of the driver framework are [PipeDeviceContext], [PipeContext] and [HandleContext];
/// each has its part in shared memory, whose offsets only a `*Layout` class knows. Each entry point
/// has a class of its own, named after it.
///
/// Who may is a matter of the files' permissions, for whoever maps them. Who comes through a mount
/// maps nothing: he has a [Permit], which a [PermittedPath] looks at before each operation, and
/// which heeds what the pipe's block says ([PipeAccess]).
///
/// Who is alive is known from the kernel alone: every handle and every attached process holds a
/// lock on a byte of a file ([SlotLocks]), and the kernel drops it when its owner ends, however it
/// ends.
@NullMarked
package org.poormanspipes.pipe;

import org.jspecify.annotations.NullMarked;
