package org.poormanspipes.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.poormanspipes.linux.Words;

/// The two parts of a ring in plain memory, each between fences whose overrun is noticed.
final class RingMemory {

  private static final int FENCE = 64;
  private static final byte FENCED = (byte) 0xa5;

  private final long capacity;
  private final MemorySegment control;
  private final MemorySegment storage;

  RingMemory(long capacity) {
    this(capacity, fenced(RingLayout.SIZE), fenced(RingGeometry.physicalSize(capacity)));
  }

  private RingMemory(long capacity, MemorySegment control, MemorySegment storage) {
    this.capacity = capacity;
    this.control = control;
    this.storage = storage;
  }

  private static MemorySegment fenced(long size) {
    MemorySegment memory = Arena.ofAuto().allocate(size + 2 * FENCE, 64);
    memory.fill(FENCED);
    memory.asSlice(FENCE, size).fill((byte) 0);
    return memory;
  }

  private static MemorySegment copyOf(MemorySegment memory) {
    return Arena.ofAuto().allocate(memory.byteSize(), 64).copyFrom(memory);
  }

  RingMemory copy() {
    return new RingMemory(capacity, copyOf(control), copyOf(storage));
  }

  void set(RingMemory image) {
    control.copyFrom(image.control);
    storage.copyFrom(image.storage);
  }

  boolean isSameAs(RingMemory other) {
    return control.mismatch(other.control) < 0 && storage.mismatch(other.storage) < 0;
  }

  RingGeometry geometry() {
    return new RingGeometry(
        new RingGeometry.Control(Words.of(control), FENCE, 0), storage, FENCE, size(), capacity);
  }

  long size() {
    return storage.byteSize() - 2 * FENCE;
  }

  long capacity() {
    return capacity;
  }

  ByteRing bytes() {
    return new ByteRing(geometry());
  }

  MessageRing messages() {
    return new MessageRing(geometry());
  }

  long get(int field) {
    return control.get(ValueLayout.JAVA_LONG, FENCE + field);
  }

  void set(int field, long value) {
    control.set(ValueLayout.JAVA_LONG, FENCE + field, value);
  }

  long header(long position) {
    return storage.get(ValueLayout.JAVA_LONG, FENCE + Long.remainderUnsigned(position, size()));
  }

  void header(long position, long value) {
    storage.set(ValueLayout.JAVA_LONG, FENCE + Long.remainderUnsigned(position, size()), value);
  }

  /// Writes one byte at a position, as a writer that is stopped between two bytes would.
  void payload(long position, byte value) {
    storage.set(ValueLayout.JAVA_BYTE, FENCE + Long.remainderUnsigned(position, size()), value);
  }

  void spoilControl(long at, byte value) {
    control.set(ValueLayout.JAVA_BYTE, FENCE + at, value);
  }

  void spoilStorage(long at, byte value) {
    storage.set(ValueLayout.JAVA_BYTE, FENCE + at, value);
  }

  /// An empty byte ring whose positions begin here.
  RingMemory bytesFrom(long position) {
    set(RingLayout.HEAD, position);
    set(RingLayout.BYTE_TAIL, position);
    return this;
  }

  /// An empty message ring whose positions begin here.
  RingMemory messagesFrom(long position, long sequence) {
    set(RingLayout.HEAD, position);
    set(RingLayout.FRAME_TAIL, position);
    set(RingLayout.SEQUENCE, sequence);
    header(position, FrameLayout.uncommitted(sequence));
    return this;
  }

  void checkFences() {
    checkFences(control);
    checkFences(storage);
  }

  private static void checkFences(MemorySegment memory) {
    long end = memory.byteSize();
    boolean whole = true;
    for (long at = 0; at < FENCE; at++) {
      whole &= memory.get(ValueLayout.JAVA_BYTE, at) == FENCED;
      whole &= memory.get(ValueLayout.JAVA_BYTE, end - 1 - at) == FENCED;
    }
    assertThat(whole).as("nothing outside the ring was written").isTrue();
  }
}
