package org.poormanspipes.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Seed;

class MessageRingTest {

  private static long cost(int length) {
    return 8 + (length + 7) / 8 * 8L;
  }

  @Test
  void everyLengthAtEveryOffsetOfEveryCapacityComesOutAsItWentIn() {
    for (int capacity = 16; capacity <= 70; capacity++) {
      RingMemory memory = new RingMemory(capacity);
      for (long start = 0; start < memory.size(); start += 8) {
        for (int length = 0; length <= capacity / 8 * 8 - 8; length++) {
          MessageRing ring = memory.messagesFrom(start, 5).messages();
          byte[] message = Payloads.bytes(start + length, length);
          assertThat(Payloads.offer(ring, message)).isEqualTo(length);
          assertThat(Payloads.peek(ring, capacity)).isEqualTo(message);
          assertThat(Payloads.take(ring, capacity)).isEqualTo(message);
          assertThat(ring.isEmpty()).isTrue();
        }
      }
      memory.checkFences();
    }
  }

  @Test
  void aMessageTakesItsLengthAndEightRoundedUpToEight() {
    for (int length = 0; length <= 40; length++) {
      assertThat(FrameLayout.frame(length)).isEqualTo(cost(length));
      RingMemory memory = new RingMemory(400);
      MessageRing ring = memory.messages();
      int fit = 0;
      while (Payloads.offer(ring, new byte[length]) == length) {
        fit++;
      }
      assertThat(fit).as("messages of %d", length).isEqualTo((int) (400 / cost(length)));
      RingGeometry geometry = memory.geometry();
      assertThat(
              RingFigures.usedByMessages(
                  geometry.control().memory(), geometry.control().offset(), 400))
          .isEqualTo(fit * cost(length));
    }
  }

  @Test
  void theLargestMessageIsTheCapacityLessEight() {
    for (int capacity = 16; capacity <= 200; capacity += 8) {
      MessageRing ring = new RingMemory(capacity).messages();
      assertThat(ring.largest()).isEqualTo(capacity - 8);
      assertThat(Payloads.offer(ring, new byte[capacity - 7])).isEqualTo(Ring.TOO_LARGE);
      byte[] largest = Payloads.bytes(capacity, capacity - 8);
      assertThat(Payloads.offer(ring, largest)).isEqualTo(capacity - 8);
      assertThat(Payloads.offer(ring, new byte[0])).isEqualTo(Ring.NOTHING);
      assertThat(Payloads.take(ring, 1000)).isEqualTo(largest);
    }
  }

  /// Up to the peak a writer does not look at the readers; a word that was spoilt makes no room.
  @Test
  void aSpoiltPeakMakesNoRoom() {
    for (long spoilt : new long[] {Long.MAX_VALUE, Long.MIN_VALUE, 1L << 40, 408, -8}) {
      RingMemory memory = new RingMemory(400);
      memory.set(RingLayout.PEAK, spoilt);
      MessageRing ring = memory.messages();
      Deque<byte[]> held = new ArrayDeque<>();
      for (int number = 0; number < 200; number++) {
        byte[] message = Payloads.bytes(number, 32);
        long expected = held.size() < 10 ? 32 : Ring.NOTHING;
        assertThat(Payloads.offer(ring, message)).isEqualTo(expected);
        if (expected == 32) {
          held.add(message);
        } else {
          assertThat(Payloads.take(ring, 32)).isEqualTo(held.remove());
        }
      }
    }
  }

  @Test
  void theOddBytesOfACapacityHoldNothing() {
    for (int capacity = 16; capacity < 80; capacity++) {
      MessageRing ring = new RingMemory(capacity).messages();
      int largest = (int) ring.largest();
      assertThat(largest).isEqualTo(capacity / 8 * 8 - 8);
      assertThat(Payloads.offer(ring, new byte[largest])).isEqualTo(largest);
    }
  }

  @Test
  void theSmallestRingHoldsAMessageOfEightBytes() {
    MessageRing ring = new RingMemory(16).messages();
    assertThat(Payloads.offer(ring, new byte[9])).isEqualTo(Ring.TOO_LARGE);
    for (int round = 0; round < 50; round++) {
      byte[] message = Payloads.bytes(round, 8);
      assertThat(Payloads.offer(ring, message)).isEqualTo(8);
      assertThat(Payloads.offer(ring, new byte[0])).isEqualTo(Ring.NOTHING);
      assertThat(Payloads.take(ring, 8)).isEqualTo(message);
    }
  }

  @Test
  void anEmptyMessageIsAMessage() {
    MessageRing ring = new RingMemory(64).messages();
    assertThat(ring.isEmpty()).isTrue();
    assertThat(Payloads.offer(ring, new byte[0])).isZero();
    assertThat(Payloads.offer(ring, new byte[0])).isZero();
    assertThat(Payloads.offer(ring, new byte[] {1})).isEqualTo(1);
    assertThat(ring.isEmpty()).isFalse();
    assertThat(Payloads.peek(ring, 0)).isEmpty();
    assertThat(Payloads.take(ring, 10)).isEmpty();
    assertThat(Payloads.take(ring, 10)).isEmpty();
    assertThat(Payloads.take(ring, 10)).containsExactly(1);
    assertThat(Payloads.take(ring, 10)).isNull();
  }

  @Test
  void whatDoesNotFitGoesToTheRemainder() {
    for (int start = 0; start < 128; start += 8) {
      MessageRing ring = new RingMemory(64).messagesFrom(start, 0).messages();
      byte[] message = Payloads.bytes(start, 50);
      Payloads.offer(ring, message);
      Remainder remainder = new Remainder();
      assertThat(Payloads.take(ring, 20, remainder)).isEqualTo(Arrays.copyOf(message, 20));
      assertThat(remainder.size()).isEqualTo(30);
      assertThat(ring.isEmpty()).as("taken whole").isTrue();
      assertThat(Payloads.offer(ring, new byte[56])).as("its room is free").isEqualTo(56);
      assertThat(rest(remainder, 11)).isEqualTo(Arrays.copyOfRange(message, 20, 31));
      assertThat(rest(remainder, 99)).isEqualTo(Arrays.copyOfRange(message, 31, 50));
      assertThat(remainder.size()).isZero();
    }
  }

  @Test
  void aMessageThatFitsExactlyLeavesNoRemainder() {
    MessageRing ring = new RingMemory(64).messages();
    Payloads.offer(ring, new byte[20]);
    Remainder remainder = new Remainder();
    assertThat(Payloads.take(ring, 20, remainder)).hasSize(20);
    assertThat(remainder.size()).isZero();
  }

  @Test
  void aRemainderIsUsedAgain() {
    MessageRing ring = new RingMemory(300_000).messages();
    Remainder remainder = new Remainder();
    for (int length : new int[] {100, 10, 200_000, 3, 65_536, 65_537, 50}) {
      byte[] message = Payloads.bytes(length, length);
      Payloads.offer(ring, message);
      assertThat(Payloads.take(ring, 2, remainder)).isEqualTo(Arrays.copyOf(message, 2));
      byte[] seen = new byte[length];
      long count = remainder.peek(MemorySegment.ofArray(seen), 0, length);
      assertThat(count).isEqualTo(length - 2);
      assertThat(rest(remainder, length)).isEqualTo(Arrays.copyOfRange(message, 2, length));
      assertThat(remainder.size()).isZero();
    }
  }

  private static byte[] rest(Remainder remainder, int most) {
    byte[] buffer = new byte[most];
    long count = remainder.drain(MemorySegment.ofArray(buffer), 0, most);
    return Arrays.copyOf(buffer, (int) count);
  }

  @Test
  void peekingTakesNothing() {
    RingMemory memory = new RingMemory(64).messagesFrom(40, 3);
    MessageRing ring = memory.messages();
    byte[] message = Payloads.bytes(1, 30);
    Payloads.offer(ring, message);
    RingMemory before = memory.copy();
    assertThat(Payloads.peek(ring, 7)).isEqualTo(Arrays.copyOf(message, 7));
    assertThat(Payloads.peek(ring, 30)).isEqualTo(message);
    assertThat(memory.isSameAs(before)).isTrue();
    assertThat(Payloads.take(ring, 30)).isEqualTo(message);
    assertThat(Payloads.peek(ring, 30)).isNull();
  }

  @Test
  void aRefusedOfferChangesNothing() {
    RingMemory memory = new RingMemory(64).messagesFrom(24, 0);
    MessageRing ring = memory.messages();
    Payloads.offer(ring, new byte[30]);
    RingMemory before = memory.copy();
    assertThat(Payloads.offer(ring, Payloads.bytes(1, 24))).isEqualTo(Ring.NOTHING);
    assertThat(memory.isSameAs(before)).isTrue();
  }

  @Test
  void messagesAreNumbered() {
    RingMemory memory = new RingMemory(64).messagesFrom(0, 0xffff_ffffL);
    MessageRing ring = memory.messages();
    for (long number = 0xffff_ffffL; number < 0x1_0000_0010L; number++) {
      long at = memory.get(RingLayout.HEAD);
      Payloads.offer(ring, new byte[4]);
      assertThat(FrameLayout.sequence(memory.header(at))).isEqualTo(number & 0xffff_ffffL);
      assertThat(memory.get(RingLayout.SEQUENCE)).isEqualTo(number + 1);
      Payloads.take(ring, 4);
    }
  }

  @Test
  void whateverGoesInComesOutInOrder() {
    Random random = Seed.random("whateverGoesInComesOutInOrder (messages)");
    for (int round = 0; round < 200; round++) {
      int capacity = 16 + random.nextInt(300);
      RingMemory memory = new RingMemory(capacity);
      memory.messagesFrom(8L * random.nextInt(1 << 20), random.nextInt());
      MessageRing writer = memory.messages();
      MessageRing reader = memory.messages();
      Deque<byte[]> model = new ArrayDeque<>();
      long used = 0;
      for (int step = 0; step < 500; step++) {
        if (random.nextBoolean()) {
          byte[] message = Payloads.bytes(step, random.nextInt(capacity));
          boolean fits = used + cost(message.length) <= capacity;
          assertThat(Payloads.offer(writer, message))
              .isEqualTo(
                  fits
                      ? message.length
                      : message.length > writer.largest() ? Ring.TOO_LARGE : Ring.NOTHING);
          if (fits) {
            model.add(message);
            used += cost(message.length);
          }
        } else {
          byte[] expected = model.poll();
          assertThat(reader.isEmpty()).isEqualTo(expected == null);
          byte[] message = Payloads.take(reader, capacity);
          assertThat(message).isEqualTo(expected);
          used -= expected == null ? 0 : cost(expected.length);
        }
      }
      memory.checkFences();
    }
  }
}
