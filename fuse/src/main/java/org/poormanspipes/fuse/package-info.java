/// A device as a directory of files: the protocol of `/dev/fuse`, spoken from Java.
@NullMarked
package org.poormanspipes.fuse;

import org.jspecify.annotations.NullMarked;
