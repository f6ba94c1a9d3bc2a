/// The protocol: requests, replies, and the conversation with the kernel.
@NullMarked
package org.poormanspipes.fuse.wire;

import org.jspecify.annotations.NullMarked;
