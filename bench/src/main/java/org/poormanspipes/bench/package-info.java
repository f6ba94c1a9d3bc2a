/// Measurements beside others: the plan, the processes that are measured, and the command.
@NullMarked
package org.poormanspipes.bench;

import org.jspecify.annotations.NullMarked;
