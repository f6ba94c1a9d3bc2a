/// Stress tests of every word of shared memory that is read without the lock under which it is
/// written: two threads, each with the objects that a process of its own would have, over the same
/// native memory, millions of times. Each class is one pair of the table in `docs/ordering.md`; its
/// forbidden outcomes say what would have broken.
@NullMarked
package org.poormanspipes.stress;

import org.jspecify.annotations.NullMarked;
