/// Memory that can be accounted for: blocks with a tag, guard words, and accounts by tag.
///
/// Every block of shared memory is a file made here. It carries a four-character tag that says what
/// it is for, begins and ends with a guard word that contains the tag, and is booked to the tag's
/// account. So a block that was overrun names itself, and memory that was never given back names
/// its tag.
@NullMarked
package org.poormanspipes.pool;

import org.jspecify.annotations.NullMarked;
