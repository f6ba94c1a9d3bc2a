/// Stress tests of a pipe's handle slots, in their package because nobody else may see them.
@NullMarked
package org.poormanspipes.pipe;

import org.jspecify.annotations.NullMarked;
