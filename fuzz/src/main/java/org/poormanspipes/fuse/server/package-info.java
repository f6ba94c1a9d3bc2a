/// A target of the fuzzer, in this package because it reaches what only that may.
@NullMarked
package org.poormanspipes.fuse.server;

import org.jspecify.annotations.NullMarked;
