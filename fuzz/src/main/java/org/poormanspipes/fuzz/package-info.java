/// Fuzzing: inputs nobody would write, and what must hold for each.
@NullMarked
package org.poormanspipes.fuzz;

import org.jspecify.annotations.NullMarked;
