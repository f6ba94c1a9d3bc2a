package org.poormanspipes.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Seed;

class ByteRingTest {

  /// The original's first two defects: a write that wraps, and a read that wraps.
  @Test
  void everyLengthAtEveryOffsetOfEveryCapacityComesOutAsItWentIn() {
    for (int capacity = 1; capacity <= 70; capacity++) {
      RingMemory memory = new RingMemory(capacity);
      for (long start = 0; start < memory.size(); start++) {
        for (int length = 1; length <= capacity; length++) {
          ByteRing ring = memory.bytesFrom(start).bytes();
          byte[] piece = Payloads.bytes(start + length, length);
          assertThat(Payloads.offer(ring, piece)).isEqualTo(length);
          assertThat(Payloads.peek(ring, capacity)).isEqualTo(piece);
          assertThat(Payloads.take(ring, capacity)).isEqualTo(piece);
          assertThat(ring.isEmpty()).isTrue();
        }
      }
      memory.checkFences();
    }
  }

  @Test
  void aPieceIsTakenInSmallerOnesAcrossTheWrap() {
    RingMemory memory = new RingMemory(40);
    for (long start = 0; start < memory.size(); start++) {
      for (int step = 1; step <= 40; step++) {
        ByteRing ring = memory.bytesFrom(start).bytes();
        byte[] piece = Payloads.bytes(start, 40);
        Payloads.offer(ring, piece);
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        for (byte[] part = Payloads.take(ring, step);
            part != null;
            part = Payloads.take(ring, step)) {
          got.writeBytes(part);
        }
        assertThat(got.toByteArray()).isEqualTo(piece);
      }
    }
  }

  @Test
  void positionsMayPassTheLargestNumber() {
    // 2^64 is no multiple of the size, but a ring that starts at 0 never gets near.
    ByteRing ring = new RingMemory(64).bytesFrom(Long.MAX_VALUE - 20).bytes();
    for (int round = 0; round < 10; round++) {
      byte[] piece = Payloads.bytes(round, 37);
      assertThat(Payloads.offer(ring, piece)).isEqualTo(37);
      assertThat(Payloads.take(ring, 37)).isEqualTo(piece);
    }
  }

  @Test
  void exactly1999BytesFitIntoAPipeOfTheOriginal() {
    ByteRing ring = new RingMemory(1999).bytes();
    byte[] all = Payloads.bytes(7, 2000);
    assertThat(Payloads.offerWhatFits(ring, all)).isEqualTo(1999);
    assertThat(Payloads.offerWhatFits(ring, new byte[1])).isEqualTo(Ring.NOTHING);
    assertThat(Payloads.take(ring, 5000)).isEqualTo(Arrays.copyOf(all, 1999));
    assertThat(Payloads.take(ring, 5000)).isNull();
    for (int at = 0; at < 1999; at++) {
      assertThat(Payloads.offer(ring, new byte[] {Payloads.at(9, at)})).isEqualTo(1);
    }
    assertThat(Payloads.offer(ring, new byte[1])).isEqualTo(Ring.NOTHING);
    assertThat(Payloads.take(ring, 5000)).isEqualTo(Payloads.bytes(9, 1999));
  }

  @Test
  void aByteTakenIsRoomForAByte() {
    ByteRing ring = new RingMemory(10).bytes();
    Payloads.offer(ring, new byte[10]);
    Payloads.take(ring, 3);
    assertThat(Payloads.offerWhatFits(ring, new byte[10])).isEqualTo(3);
  }

  @Test
  void withLessRoomThanWantedNothingIsTaken() {
    RingMemory memory = new RingMemory(10);
    ByteRing ring = memory.bytes();
    Payloads.offer(ring, new byte[8]);
    RingMemory before = memory.copy();
    assertThat(Payloads.offer(ring, new byte[3])).isEqualTo(Ring.NOTHING);
    assertThat(memory.isSameAs(before)).isTrue();
    assertThat(Payloads.offer(ring, new byte[2])).isEqualTo(2);
  }

  @Test
  void peekingTakesNothing() {
    RingMemory memory = new RingMemory(16);
    ByteRing ring = memory.bytesFrom(9).bytes();
    byte[] piece = Payloads.bytes(1, 16);
    Payloads.offer(ring, piece);
    RingMemory before = memory.copy();
    assertThat(Payloads.peek(ring, 5)).isEqualTo(Arrays.copyOf(piece, 5));
    assertThat(Payloads.peek(ring, 99)).isEqualTo(piece);
    assertThat(memory.isSameAs(before)).isTrue();
    assertThat(Payloads.take(ring, 99)).isEqualTo(piece);
    assertThat(Payloads.peek(ring, 99)).isNull();
  }

  @Test
  void twoHandlesShareOneRing() {
    RingMemory memory = new RingMemory(8);
    ByteRing one = memory.bytes();
    ByteRing two = memory.bytes();
    for (int round = 0; round < 100; round++) {
      assertThat(Payloads.offer(one, Payloads.bytes(round, 5))).isEqualTo(5);
      assertThat(Payloads.offerWhatFits(two, Payloads.bytes(round + 1, 5))).isEqualTo(3);
      assertThat(Payloads.take(two, 5)).isEqualTo(Payloads.bytes(round, 5));
      assertThat(Payloads.take(one, 5)).isEqualTo(Arrays.copyOf(Payloads.bytes(round + 1, 5), 3));
    }
  }

  @Test
  void figuresTellWhatIsInUse() {
    RingMemory memory = new RingMemory(100).bytesFrom(77);
    RingGeometry geometry = memory.geometry();
    Payloads.offer(memory.bytes(), new byte[33]);
    assertThat(RingFigures.usedBytes(geometry.control().memory(), geometry.control().offset(), 100))
        .isEqualTo(33);
    memory.set(RingLayout.HEAD, 1000);
    assertThat(RingFigures.usedBytes(geometry.control().memory(), geometry.control().offset(), 100))
        .isZero();
    memory.set(RingLayout.BYTE_TAIL, 5000);
    assertThat(RingFigures.usedBytes(geometry.control().memory(), geometry.control().offset(), 100))
        .as("no more than there is memory for")
        .isEqualTo(RingGeometry.physicalSize(100));
  }

  @Test
  void whateverGoesInComesOutInOrder() {
    Random random = Seed.random("whateverGoesInComesOutInOrder (bytes)");
    for (int round = 0; round < 200; round++) {
      int capacity = 1 + random.nextInt(200);
      RingMemory memory = new RingMemory(capacity).bytesFrom(random.nextInt(1 << 20));
      ByteRing writer = memory.bytes();
      ByteRing reader = memory.bytes();
      long written = 0;
      long read = 0;
      for (int step = 0; step < 500; step++) {
        if (random.nextBoolean()) {
          byte[] piece = new byte[1 + random.nextInt(capacity + 20)];
          for (int at = 0; at < piece.length; at++) {
            piece[at] = Payloads.at(round, written + at);
          }
          long room = capacity - (written - read);
          long took = Payloads.offerWhatFits(writer, piece);
          assertThat(took).isEqualTo(room == 0 ? Ring.NOTHING : Math.min(piece.length, room));
          written += Math.max(0, took);
        } else {
          byte[] piece = Payloads.take(reader, 1 + random.nextInt(capacity + 20));
          assertThat(piece == null).isEqualTo(written == read);
          for (int at = 0; piece != null && at < piece.length; at++) {
            assertThat(piece[at]).isEqualTo(Payloads.at(round, read + at));
          }
          read += piece == null ? 0 : piece.length;
        }
      }
      memory.checkFences();
    }
  }
}
