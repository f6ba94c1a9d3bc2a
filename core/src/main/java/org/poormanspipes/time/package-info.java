/// How long a call may wait: [Timeout].
@NullMarked
package org.poormanspipes.time;

import org.jspecify.annotations.NullMarked;
