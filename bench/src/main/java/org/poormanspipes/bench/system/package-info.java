/// The figures that are not of one transport beside others: the command, many pipes, an idle
/// process, a killed one. [Main] is the command; each [Part] has its own class.
@NullMarked
package org.poormanspipes.bench.system;

import org.jspecify.annotations.NullMarked;
