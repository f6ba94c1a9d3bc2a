package org.poormanspipes.ring;

import java.lang.invoke.VarHandle;
import org.poormanspipes.linux.RawMemory;
import org.poormanspipes.linux.Words;

/// The control part of a ring. Each accessor says its ordering; the partner of each is named.
final class RingControl {

  // Addresses, all but the generation that this ring works on.
  private final long generationHere;
  private final long head;
  private final long generation;
  private final long writersGeneration;
  private final long peak;
  private final long frameTail;
  private final long sequence;
  private final long byteTail;
  private final long floor;
  private final long joins;

  /// A control part, for onlookers, who do not care where the storage is.
  RingControl(Words memory, long offset) {
    this(memory, offset, 0);
  }

  RingControl(Words memory, long offset, long generation) {
    long at = memory.address(offset, RingLayout.SIZE);
    this.generationHere = generation;
    this.generation = at + RingLayout.GENERATION;
    this.writersGeneration = at + RingLayout.WRITERS_GENERATION;
    this.peak = at + RingLayout.PEAK;
    this.head = at + RingLayout.HEAD;
    this.frameTail = at + RingLayout.FRAME_TAIL;
    this.sequence = at + RingLayout.SEQUENCE;
    this.byteTail = at + RingLayout.BYTE_TAIL;
    this.floor = at + RingLayout.FLOOR;
    this.joins = at + RingLayout.JOINS;
  }

  /// Partner: the compare-and-set of a claim. A writer that sees the head moved may overwrite what
  /// lies before it, because the reader's copy happened before its claim.
  long headAcquire() {
    return RawMemory.longAcquire(head);
  }

  /// Where the content begins: queues have a head and no floor, broadcasts a floor and no head.
  long oldestAcquire() {
    return Math.max(headAcquire(), floorAcquire());
  }

  /// Whether the storage is not the one any more that this ring works on. Ordered by the acquiring
  /// load before it: of the head, the tail or the floor, whichever leads into the storage.
  boolean hasMoved() {
    return RawMemory.longOpaque(generation) != generationHere;
  }

  /// The same for writers, under their mutex, in a line that readers do not claim in.
  boolean hasMovedForWriters() {
    return RawMemory.longPlain(writersGeneration) != generationHere;
  }

  /// Under the writers' mutex, after the generation was stored that readers see.
  void writersGenerationOpaque(long value) {
    RawMemory.longOpaque(writersGeneration, value);
  }

  /// For a writer that drops the oldest content, before the first store over it. Partner:
  /// claimHead() of a reader that copied from there, which fails.
  void dropHead(long from, long to) {
    RawMemory.longCompareAndSet(head, from, to);
    // The stores that overwrite must not pass the exchange: on processors with weak order they
    // could.
    VarHandle.storeStoreFence();
  }

  /// Partner: headAcquire() of writers and of other readers.
  boolean claimHead(long from, long to) {
    return RawMemory.longCompareAndSet(head, from, to);
  }

  /// Under the writers' mutex.
  long frameTailPlain() {
    return RawMemory.longPlain(frameTail);
  }

  /// For onlookers without the mutex: may lag behind the frames.
  long frameTailOpaque() {
    return RawMemory.longOpaque(frameTail);
  }

  /// Under the writers' mutex. Opaque for the sake of onlookers.
  void frameTailOpaque(long value) {
    RawMemory.longOpaque(frameTail, value);
  }

  /// Under the writers' mutex.
  long sequencePlain() {
    return RawMemory.longPlain(sequence);
  }

  /// For onlookers without the mutex: may lag behind the frames.
  long sequenceOpaque() {
    return RawMemory.longOpaque(sequence);
  }

  /// Under the writers' mutex.
  void sequenceOpaque(long value) {
    RawMemory.longOpaque(sequence, value);
  }

  /// Under the writers' mutex.
  long byteTailPlain() {
    return RawMemory.longPlain(byteTail);
  }

  /// Partner: byteTailRelease(). A reader that sees the tail sees the bytes before it.
  long byteTailAcquire() {
    return RawMemory.longAcquire(byteTail);
  }

  /// The commit of a byte ring. Partner: byteTailAcquire().
  void byteTailRelease(long value) {
    RawMemory.longRelease(byteTail, value);
  }

  /// Partner: raiseFloor(). A reader that copied anything of what was written over old content sees
  /// the floor above that content, if a load-load fence stands between its copy and this.
  long floorAcquire() {
    return RawMemory.longAcquire(floor);
  }

  /// Under the writers' mutex, before the first store over what lies below.
  void raiseFloor(long value) {
    RawMemory.longOpaque(floor, value);
    // The stores that overwrite must not pass this one; no release would hold them back.
    VarHandle.storeStoreFence();
  }

  /// Under the writers' mutex.
  long peakPlain() {
    return RawMemory.longPlain(peak);
  }

  /// For onlookers.
  long peakOpaque() {
    return RawMemory.longOpaque(peak);
  }

  /// Under the writers' mutex. Opaque for the sake of onlookers.
  void peakOpaque(long value) {
    RawMemory.longOpaque(peak, value);
  }

  /// Under the writers' mutex.
  long joinsPlain() {
    return RawMemory.longPlain(joins);
  }

  /// Under the writers' mutex.
  void addJoin() {
    RawMemory.longOpaque(joins, RawMemory.longPlain(joins) + 1);
  }
}
