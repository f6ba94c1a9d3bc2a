/// What a worker of the measurement on a NATS server does: the same job by a pipe and by the bare
/// client. [Worker] is told what to do by `bench.system.NatsPart`.
@NullMarked
package org.poormanspipes.bench.nats;

import org.jspecify.annotations.NullMarked;
