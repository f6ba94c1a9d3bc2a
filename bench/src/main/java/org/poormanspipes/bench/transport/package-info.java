/// Whatever carries messages from one process to another, ours and others', behind one interface.
@NullMarked
package org.poormanspipes.bench.transport;

import org.jspecify.annotations.NullMarked;
