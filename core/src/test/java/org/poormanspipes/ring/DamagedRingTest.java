package org.poormanspipes.ring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.time.Duration;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Seed;

/// Whatever stands in the shared memory, nothing is thrown, nothing outside is touched, nothing
/// hangs.
class DamagedRingTest {

  private static final int MUTATIONS = 100_000;
  private static final int[] FIELDS = {
    RingLayout.HEAD, RingLayout.FRAME_TAIL, RingLayout.SEQUENCE, RingLayout.BYTE_TAIL
  };

  @Test
  void randomDamageToAByteRingIsAnsweredByAValue() {
    mutate(Seed.random("DamagedRingTest (bytes)"), RingMemory::bytes);
  }

  @Test
  void randomDamageToAMessageRingIsAnsweredByAValue() {
    mutate(Seed.random("DamagedRingTest (messages)"), RingMemory::messages);
  }

  /// The floor is looked at before it is walked from, and may be spoilt in between.
  @Test
  void aWalkFromBetweenTwoFramesFindsNone() {
    MemorySegment memory = Arena.global().allocate(256, 8);
    RingStorage storage = new RingStorage(memory, 0, 256);
    assertThat(FrameWalk.drop(storage, 3, 100, 100, 200)).isEqualTo(-1);
  }

  private static void mutate(Random random, Function<RingMemory, Ring> open) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(100),
        () -> {
          RingMemory memory = new RingMemory(1 + 16 + random.nextInt(200));
          RingMemory whole = memory.copy();
          Ring ring = open.apply(memory);
          for (int round = 0; round < MUTATIONS; round++) {
            if (round % 50 == 0) {
              memory.set(whole);
              ring = open.apply(memory);
            }
            spoil(memory, random);
            use(memory, ring, random);
          }
          memory.checkFences();
        });
  }

  private static void spoil(RingMemory memory, Random random) {
    switch (random.nextInt(6)) {
      case 0 -> memory.spoilControl(random.nextInt(RingLayout.SIZE), (byte) random.nextInt());
      case 1 -> memory.set(FIELDS[random.nextInt(FIELDS.length)], random.nextLong());
      case 2 ->
          // Near the others, and aligned: gets past the simple checks.
          memory.set(
              FIELDS[random.nextInt(FIELDS.length)],
              memory.get(RingLayout.HEAD) + 8L * (random.nextInt(80) - 40));
      case 3 -> memory.header(8L * random.nextInt(1000), random.nextLong());
      case 4 ->
          memory.header(
              memory.get(RingLayout.HEAD) & -8L,
              FrameLayout.committed(random.nextInt(), random.nextInt(400)));
      default -> memory.spoilStorage(random.nextInt((int) memory.size()), (byte) random.nextInt());
    }
  }

  private static void use(RingMemory memory, Ring ring, Random random) {
    int length = random.nextInt(300);
    switch (random.nextInt(6)) {
      case 0, 1 -> {
        int least = ring instanceof MessageRing ? length : random.nextInt(length + 1);
        long taken =
            ring.offer(
                MemorySegment.ofArray(new byte[length]), 0, length, least, Overflow.KEEP_OLDEST);
        assertThat(taken).isBetween((long) Ring.TOO_LARGE, (long) length);
      }
      case 2, 3 -> {
        Remainder remainder = new Remainder();
        long taken = ring.take(MemorySegment.ofArray(new byte[length]), 0, length, remainder);
        assertThat(taken).isBetween((long) Ring.TOO_LARGE, (long) length);
        assertThat(remainder.size()).isBetween(0L, memory.size());
      }
      case 4 -> {
        long seen = ring.peek(MemorySegment.ofArray(new byte[length]), 0, length);
        assertThat(seen).isBetween((long) Ring.TOO_LARGE, (long) length);
        assertThat(ring.isEmpty()).isIn(true, false);
      }
      default -> {
        assertThat(RingRecovery.repairMessages(memory.geometry())).isIn(true, false);
        RingGeometry geometry = memory.geometry();
        assertThat(
                RingFigures.usedByMessages(
                    geometry.control().memory(), geometry.control().offset(), memory.capacity()))
            .isBetween(0L, RingGeometry.physicalSize(memory.capacity()));
      }
    }
  }

  @Test
  void aLengthBeyondTheRingIsDamage() {
    RingMemory memory = new RingMemory(64);
    MessageRing ring = memory.messages();
    memory.header(0, FrameLayout.committed(0, FrameLayout.MAX_LENGTH));
    byte[] buffer = new byte[10];
    assertThat(ring.take(MemorySegment.ofArray(buffer), 0, 10, new Remainder()))
        .isEqualTo(Ring.DAMAGED);
    assertThat(ring.peek(MemorySegment.ofArray(buffer), 0, 10)).isEqualTo(Ring.DAMAGED);
    assertThat(ring.isEmpty()).isFalse();
  }

  @Test
  void positionsThatContradictEachOtherAreDamage() {
    RingMemory memory = new RingMemory(64);
    memory.set(RingLayout.HEAD, 100);
    MemorySegment buffer = MemorySegment.ofArray(new byte[10]);
    ByteRing bytes = memory.bytes();
    assertThat(bytes.take(buffer, 0, 10, new Remainder())).isEqualTo(Ring.DAMAGED);
    assertThat(bytes.peek(buffer, 0, 10)).isEqualTo(Ring.DAMAGED);
    assertThat(bytes.isEmpty()).isFalse();
    memory.set(RingLayout.HEAD, 3);
    assertThat(memory.messages().take(buffer, 0, 10, new Remainder())).isEqualTo(Ring.DAMAGED);
    assertThat(memory.messages().peek(buffer, 0, 10)).isEqualTo(Ring.DAMAGED);
    memory.set(RingLayout.HEAD, 0);
    memory.set(RingLayout.FRAME_TAIL, 5);
    assertThat(memory.messages().offer(buffer, 0, 10, 10, Overflow.KEEP_OLDEST))
        .isEqualTo(Ring.DAMAGED);
    memory.set(RingLayout.BYTE_TAIL, 10_000);
    assertThat(memory.bytes().offer(buffer, 0, 10, 1, Overflow.KEEP_OLDEST))
        .isEqualTo(Ring.DAMAGED);
  }

  /// A writer that overwrites walks over frames: never round and round, and never past the largest
  /// number.
  @Test
  void positionsNearTheLargestNumberAreNotWalkedForEver() {
    long last = Long.MAX_VALUE & -8L;
    RingMemory memory = new RingMemory(64);
    memory.set(RingLayout.HEAD, last - 64);
    memory.set(RingLayout.FRAME_TAIL, last - 64 + 72);
    assertThat(overwrite(memory)).isEqualTo(Ring.DAMAGED);
    memory.set(RingLayout.HEAD, last - 72);
    memory.set(RingLayout.FRAME_TAIL, last);
    memory.header(last - 72, FrameLayout.committed(0, FrameLayout.MAX_LENGTH));
    assertThat(overwrite(memory)).isEqualTo(Ring.DAMAGED);
  }

  private static long overwrite(RingMemory memory) {
    return assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          MemorySegment source = MemorySegment.ofArray(new byte[40]);
          return memory.messages().offer(source, 0, 40, 40, Overflow.DROP_OLDEST);
        });
  }

  @Test
  void positionsThatContradictEachOtherAreNotMoved() {
    RingMemory memory = new RingMemory(64);
    RingMemory larger = new RingMemory(128);
    Cursors none = tail -> 0;
    memory.set(RingLayout.HEAD, -64);
    memory.set(RingLayout.BYTE_TAIL, 1L << 40);
    memory.set(RingLayout.FRAME_TAIL, 1L << 40);
    RingMove move = new RingMove(memory.geometry(), larger.geometry(), tail -> tail);
    assertThat(move.moveBytes()).isEqualTo(-1);
    assertThat(move.moveMessages()).isEqualTo(-1);
    memory.set(RingLayout.HEAD, 8);
    memory.set(RingLayout.FRAME_TAIL, 17);
    assertThat(new RingMove(memory.geometry(), larger.geometry(), none).moveMessages())
        .isEqualTo(-1);
  }

  /// The writer may be asked for more than there can ever be room for.
  @Test
  void leastIsNeverMoreThanTheCapacity() {
    RingMemory memory = new RingMemory(64);
    MemorySegment source = MemorySegment.ofArray(new byte[100]);
    assertThat(memory.bytes().offer(source, 0, 100, 100, Overflow.KEEP_OLDEST)).isEqualTo(64);
  }
}
