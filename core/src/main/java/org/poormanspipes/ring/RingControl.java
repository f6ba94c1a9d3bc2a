package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;
import org.poormanspipes.linux.Words;

/// The control part of a ring. Each accessor says its ordering; the partner of each is named.
final class RingControl {

  private final MemorySegment memory;
  private final long head;
  private final long frameTail;
  private final long sequence;
  private final long byteTail;

  RingControl(MemorySegment memory, long offset) {
    this.memory = memory;
    this.head = offset + RingLayout.HEAD;
    this.frameTail = offset + RingLayout.FRAME_TAIL;
    this.sequence = offset + RingLayout.SEQUENCE;
    this.byteTail = offset + RingLayout.BYTE_TAIL;
  }

  /// Partner: the compare-and-set of a claim. A writer that sees the head moved may overwrite what lies
  /// before it, because the reader's copy happened before its claim.
  long headAcquire() {
    return Words.longAcquire(memory, head);
  }

  /// Partner: headAcquire() of writers and of other readers.
  boolean claimHead(long from, long to) {
    return Words.longCompareAndSet(memory, head, from, to);
  }

  /// Under the writers' mutex.
  long frameTailPlain() {
    return Words.longPlain(memory, frameTail);
  }

  /// For onlookers without the mutex: may lag behind the frames.
  long frameTailOpaque() {
    return Words.longOpaque(memory, frameTail);
  }

  /// Under the writers' mutex. Opaque for the sake of onlookers.
  void frameTailOpaque(long value) {
    Words.longOpaque(memory, frameTail, value);
  }

  /// Under the writers' mutex.
  long sequencePlain() {
    return Words.longPlain(memory, sequence);
  }

  /// Under the writers' mutex.
  void sequenceOpaque(long value) {
    Words.longOpaque(memory, sequence, value);
  }

  /// Under the writers' mutex.
  long byteTailPlain() {
    return Words.longPlain(memory, byteTail);
  }

  /// Partner: byteTailRelease(). A reader that sees the tail sees the bytes before it.
  long byteTailAcquire() {
    return Words.longAcquire(memory, byteTail);
  }

  /// The commit of a byte ring. Partner: byteTailAcquire().
  void byteTailRelease(long value) {
    Words.longRelease(memory, byteTail, value);
  }
}
