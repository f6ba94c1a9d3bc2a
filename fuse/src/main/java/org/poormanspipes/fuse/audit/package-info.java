/// What a mount tells of its clients: see [org.poormanspipes.fuse.audit.AuditEvent].
@NullMarked
package org.poormanspipes.fuse.audit;

import org.jspecify.annotations.NullMarked;
