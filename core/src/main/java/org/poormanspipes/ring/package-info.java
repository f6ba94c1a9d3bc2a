/// Rings of bytes and of messages in shared memory.
///
/// A ring has two parts. The *control part* lies in a block that never moves: the head, which
/// readers claim, and the tail, which writers advance. The *storage* holds the bytes; a position is
/// a 64-bit count of bytes since the ring was made, and its place in the storage is the position
/// modulo the physical size, so positions never repeat and a compare-and-set on one can't be
/// fooled.
///
/// Writers take turns under a lock that is not this package's concern. Readers take none: they copy
/// first, and then claim what they copied by moving the head with a compare-and-set; a reader that
/// loses the race copies again. What was claimed by the exchange that succeeded was not overwritten
/// before it, because writers wait for the head.
///
/// In a ring of messages the frame's header commits the frame, and the next frame's header is
/// cleared before that, so a reader finds either a whole message or nothing, whatever instruction
/// the writer died at; [org.poormanspipes.ring.RingRecovery] then finds the tail by walking the
/// frames. In a ring of bytes the tail itself is the commit.
@NullMarked
package org.poormanspipes.ring;

import org.jspecify.annotations.NullMarked;
