/// The operating system: descriptors, mappings, futexes, locks, names and users, as Linux has them.
///
/// This is the only package that calls native functions (through the foreign function interface);
/// everything above it is plain Java. Its rules:
///
/// - **One shape of call.** Every function of the C library is called through one method handle
///   that takes six integers or addresses, because each further shape that the linker learns costs
///   4 to 16 ms when a program starts. See `NativeFunction`.
/// - **Failures** are [org.poormanspipes.linux.SystemCallException]s that name the call, its
///   arguments and the error, or plain values where the failure is an expected outcome.
/// - **Interrupted calls** (EINTR) are repeated, except a futex wait, whose caller must look at
///   its condition again in any case.
/// - **File names** are handed to the kernel as UTF-8, whatever the locale says.
/// - **Threads.** Everything here may be used by any number of threads at once, virtual ones
///   included, unless a method says otherwise.
/// - **Machines.** Linux on x86-64 and aarch64. Where the two differ, the numbers stand in
///   [org.poormanspipes.linux.Platform] and nowhere else.
@NullMarked
package org.poormanspipes.linux;

import org.jspecify.annotations.NullMarked;
