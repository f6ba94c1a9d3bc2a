/// Death at every store: each operation of the library is stopped at its first effect on what
/// processes share, at its second, and so on, until it is done without having been stopped; after
/// each stop the survivors look whether all is as promised.
///
/// How it works, without anything in the library that knows of it:
///
/// * [org.poormanspipes.stop.VictimLoader] loads a second copy of the library into this JVM.
///   [org.poormanspipes.stop.Weaver] puts a call of [org.poormanspipes.stop.Hook] before each
///   instruction by which that copy could change what others see: a store to a word of a memory
///   segment, a copy, a call into the kernel.
/// * A [org.poormanspipes.stop.Victim] is a process that uses this copy: a group of threads whose
///   effects are counted. At the n-th it is dead. That effect and all later ones throw
///   [org.poormanspipes.stop.Dead], so what runs while its threads unwind changes nothing. A copy
///   into shared memory counts twice, and a stop at the second leaves half of it done. Then the
///   harness does what the kernel does at a death: it closes the victim's descriptors, which drops
///   its locks, and unmaps its memory.
/// * A [org.poormanspipes.stop.Scenario] is an operation in some state of a pipe, and what must be
///   so after a stop and after the end: which messages are there, and whether the pipe is.
/// * The survivors use the ordinary library, in one of the ways of
///   [org.poormanspipes.stop.Contact]: with handles from before the death, asleep at it, or coming
///   after it. [org.poormanspipes.stop.Inquest] looks at everything that a user could notice:
///   content, properties, a change of the capacity, the end of the stream, the lifetime, a second
///   pipe, the accounts, the files. Whatever hangs is ended by a watchdog.
///
/// The whole ends with a line that says how many stops each operation had. Too few fail the test:
/// then the weaving no longer finds the effects.
///
/// What this can't show: reorderings by the processor, which the model and the argument beside the
/// code are for, and anything that needs two processes in the same instant.
package org.poormanspipes.stop;
