/// Locks and waits between processes, in words of shared memory.
///
/// [org.poormanspipes.mutex.RobustMutex] is a mutex whose holder may be killed at any instruction:
/// the next to ask for it gets it, and is told that it was *abandoned* and that what it guards must
/// be put right. [org.poormanspipes.mutex.WaitWord] is where threads of any process sleep until
/// something changes. Both are built on the kernel's futexes; neither needs anything to be set up
/// or torn down.
///
/// Who is alive is not theirs to know: [org.poormanspipes.mutex.Owners] asks whoever does.
@NullMarked
package org.poormanspipes.mutex;

import org.jspecify.annotations.NullMarked;
