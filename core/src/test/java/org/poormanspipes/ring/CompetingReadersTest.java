package org.poormanspipes.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.poormanspipes.Tasks;
import org.poormanspipes.Tasks.Task;

/// Several readers, each with a view of its own of one ring, in threads.
class CompetingReadersTest {

  private static final int READERS = 3;
  private static final int MESSAGES = 200_000;

  private final AtomicBoolean written = new AtomicBoolean();

  @Test
  void eachMessageIsTakenByExactlyOneReaderWholeAndInOrder() throws Exception {
    RingMemory memory = new RingMemory(1000);
    AtomicIntegerArray taken = new AtomicIntegerArray(MESSAGES);
    List<Task<Integer>> readers = new ArrayList<>();
    for (int reader = 0; reader < READERS; reader++) {
      int buffer = reader == 0 ? 300 : 20;
      readers.add(Tasks.start(() -> readMessages(memory.messages(), taken, buffer)));
    }
    Task<Boolean> peeker = Tasks.start(() -> peekMessages(memory.messages()));
    MessageRing ring = memory.messages();
    for (int number = 0; number < MESSAGES; number++) {
      byte[] message = message(number);
      while (Payloads.offer(ring, message) < 0) {
        Thread.onSpinWait();
      }
    }
    written.set(true);
    int sum = 0;
    for (Task<Integer> reader : readers) {
      sum += reader.get();
    }
    assertThat(sum).isEqualTo(MESSAGES);
    for (int number = 0; number < MESSAGES; number++) {
      assertThat(taken.get(number)).as("message %d", number).isEqualTo(1);
    }
    assertThat(peeker.get()).isTrue();
    memory.checkFences();
  }

  /// Its number, then content that belongs to it.
  private static byte[] message(int number) {
    byte[] message = Payloads.bytes(number, 8 + number % 100);
    MemorySegment.ofArray(message).set(ValueLayout.JAVA_LONG_UNALIGNED, 0, number);
    return message;
  }

  private int readMessages(MessageRing ring, AtomicIntegerArray taken, int buffer) {
    int count = 0;
    long last = -1;
    Remainder remainder = new Remainder();
    while (true) {
      boolean over = written.get();
      byte[] first = Payloads.takeInCompetition(ring, buffer, remainder);
      if (first == null) {
        if (over) {
          return count;
        }
        Thread.onSpinWait();
        continue;
      }
      byte[] message = Arrays.copyOf(first, first.length + (int) remainder.size());
      remainder.drain(MemorySegment.ofArray(message), first.length, remainder.size());
      int number = (int) Payloads.longOf(message);
      assertThat(message).isEqualTo(message(number));
      assertThat((long) number).isGreaterThan(last);
      last = number;
      taken.incrementAndGet(number);
      count++;
    }
  }

  private boolean peekMessages(MessageRing ring) {
    while (!written.get()) {
      byte[] message = Payloads.peekInCompetition(ring, 300);
      if (message != null) {
        assertThat(message).isEqualTo(message((int) Payloads.longOf(message)));
      }
    }
    return true;
  }

  @Test
  void eachByteIsTakenByExactlyOneReader() throws Exception {
    RingMemory memory = new RingMemory(504);
    AtomicIntegerArray taken = new AtomicIntegerArray(MESSAGES);
    List<Task<Integer>> readers = new ArrayList<>();
    for (int reader = 0; reader < READERS; reader++) {
      int buffer = 8 * (1 + 5 * reader);
      readers.add(Tasks.start(() -> readNumbers(memory.bytes(), taken, buffer)));
    }
    ByteRing ring = memory.bytes();
    byte[] piece = new byte[8];
    for (int number = 0; number < MESSAGES; number++) {
      MemorySegment.ofArray(piece).set(ValueLayout.JAVA_LONG_UNALIGNED, 0, number);
      while (Payloads.offer(ring, piece) < 0) {
        Thread.onSpinWait();
      }
    }
    written.set(true);
    int sum = 0;
    for (Task<Integer> reader : readers) {
      sum += reader.get();
    }
    assertThat(sum).isEqualTo(MESSAGES);
    for (int number = 0; number < MESSAGES; number++) {
      assertThat(taken.get(number)).as("number %d", number).isEqualTo(1);
    }
  }

  private int readNumbers(ByteRing ring, AtomicIntegerArray taken, int buffer) {
    int count = 0;
    long last = -1;
    while (true) {
      boolean over = written.get();
      byte[] piece = Payloads.takeInCompetition(ring, buffer, new Remainder());
      if (piece == null) {
        if (over) {
          return count;
        }
        Thread.onSpinWait();
        continue;
      }
      assertThat(piece.length % 8).isZero();
      for (int at = 0; at < piece.length; at += 8) {
        long number = Payloads.longOf(Arrays.copyOfRange(piece, at, at + 8));
        assertThat(number).isGreaterThan(last);
        last = number;
        taken.incrementAndGet((int) number);
        count++;
      }
    }
  }
}
