/// What a change of a few classes costs, finely: the library with them and without takes turns on
/// one ring, in one process. Two starts of the same differ by more than such a change does, and so
/// do two rings: by where their memory lies, and by what the compiler made of them. [Main] is the
/// command.
@NullMarked
package org.poormanspipes.bench.twin;

import org.jspecify.annotations.NullMarked;
