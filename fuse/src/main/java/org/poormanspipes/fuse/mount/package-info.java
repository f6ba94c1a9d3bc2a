/// Attaches a conversation with the kernel to a directory.
@NullMarked
package org.poormanspipes.fuse.mount;

import org.jspecify.annotations.NullMarked;
