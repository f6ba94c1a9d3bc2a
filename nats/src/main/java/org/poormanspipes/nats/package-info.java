/// Pipes on a NATS server with JetStream. The engine keeps, orders and copies what is written; this
/// package gives that the shape of pipes: see `docs/design/nats.md`.
///
/// Only [org.poormanspipes.nats.NatsDriver] is for others; it is found by its scheme, `nats`.
@NullMarked
package org.poormanspipes.nats;

import org.jspecify.annotations.NullMarked;
