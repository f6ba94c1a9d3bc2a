/// Stress tests of the mutex, in its package because they look at its word.
@NullMarked
package org.poormanspipes.mutex;

import org.jspecify.annotations.NullMarked;
