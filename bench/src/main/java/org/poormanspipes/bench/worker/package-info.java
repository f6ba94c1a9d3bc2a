/// What runs in a process that is measured.
@NullMarked
package org.poormanspipes.bench.worker;

import org.jspecify.annotations.NullMarked;
