/// Answers the kernel's requests with a driver.
@NullMarked
package org.poormanspipes.fuse.server;

import org.jspecify.annotations.NullMarked;
