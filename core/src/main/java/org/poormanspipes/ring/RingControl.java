package org.poormanspipes.ring;

import java.lang.foreign.MemorySegment;
import java.lang.invoke.VarHandle;
import org.poormanspipes.linux.Words;

/// The control part of a ring. Each accessor says its ordering; the partner of each is named.
final class RingControl {

  private final MemorySegment memory;
  private final long generationHere;
  private final long head;
  private final long generation;
  private final long frameTail;
  private final long sequence;
  private final long byteTail;
  private final long floor;
  private final long joins;

  /// A control part, for onlookers, who do not care where the storage is.
  RingControl(MemorySegment memory, long offset) {
    this(memory, offset, 0);
  }

  RingControl(MemorySegment memory, long offset, long generation) {
    this.memory = memory;
    this.generationHere = generation;
    this.generation = offset + RingLayout.GENERATION;
    this.head = offset + RingLayout.HEAD;
    this.frameTail = offset + RingLayout.FRAME_TAIL;
    this.sequence = offset + RingLayout.SEQUENCE;
    this.byteTail = offset + RingLayout.BYTE_TAIL;
    this.floor = offset + RingLayout.FLOOR;
    this.joins = offset + RingLayout.JOINS;
  }

  /// Partner: the compare-and-set of a claim. A writer that sees the head moved may overwrite what
  /// lies before it, because the reader's copy happened before its claim.
  long headAcquire() {
    return Words.longAcquire(memory, head);
  }

  /// Whether the storage is not the one any more that this ring works on. Ordered by the acquiring
  /// load before it: of the head, the tail or the floor, whichever leads into the storage.
  boolean hasMoved() {
    return Words.longOpaque(memory, generation) != generationHere;
  }

  /// For a writer that drops the oldest content, before the first store over it. Partner:
  /// claimHead() of a reader that copied from there, which fails.
  void dropHead(long from, long to) {
    Words.longCompareAndSet(memory, head, from, to);
    // The stores that overwrite must not pass the exchange: on processors with weak order they
    // could.
    VarHandle.storeStoreFence();
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

  /// Partner: raiseFloor(). A reader that copied anything of what was written over old content sees
  /// the floor above that content, if a load-load fence stands between its copy and this.
  long floorAcquire() {
    return Words.longAcquire(memory, floor);
  }

  /// Under the writers' mutex, before the first store over what lies below.
  void raiseFloor(long value) {
    Words.longOpaque(memory, floor, value);
    // The stores that overwrite must not pass this one; no release would hold them back.
    VarHandle.storeStoreFence();
  }

  /// Under the writers' mutex.
  long joinsPlain() {
    return Words.longPlain(memory, joins);
  }

  /// Under the writers' mutex.
  void addJoin() {
    Words.longOpaque(memory, joins, Words.longPlain(memory, joins) + 1);
  }
}
