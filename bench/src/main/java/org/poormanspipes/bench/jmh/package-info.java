/// Single operations in one process and one thread, measured by JMH: what each costs without a
/// second processor, and whether it allocates. [Main] is the command. A benchmark's state is
/// [OnePipe]; each invocation is a burst of operations that fits the pipe, and what undoes it is
/// not measured.
@NullMarked
package org.poormanspipes.bench.jmh;

import org.jspecify.annotations.NullMarked;
