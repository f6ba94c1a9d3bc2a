package org.poormanspipes.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.poormanspipes.Seed;

/// A writer dies after each of its stores. They are made by hand here, and one test sees to it that
/// they are the ring's own.
class RingRecoveryTest {

  /// The last store that the writer made.
  enum Stop {
    BEFORE_ANY,
    PEAK_RAISED,
    NEXT_HEADER_CLEARED,
    PAYLOAD_IN_PART,
    PAYLOAD_WHOLE,
    COMMITTED,
    TAIL_MOVED,
    SEQUENCE_MOVED;

    boolean reached(Stop other) {
      return compareTo(other) >= 0;
    }

    boolean committed() {
      return reached(COMMITTED);
    }
  }

  /// Where a ring is when its writer dies.
  private record Scene(int capacity, long start, long sequence, List<byte[]> before, int length) {

    /// The message that its writer dies with.
    byte[] last() {
      return Payloads.bytes(start + 1, length);
    }

    /// A ring in use for some laps, so that its storage is full of old frames.
    RingMemory build() {
      RingMemory memory = new RingMemory(capacity).messagesFrom(start, sequence);
      MessageRing ring = memory.messages();
      for (int lap = 0; lap < 3 * memory.size() / 16; lap++) {
        Payloads.offer(ring, Payloads.bytes(lap, lap % 9));
        Payloads.take(ring, capacity);
      }
      for (byte[] message : before) {
        assertThat(Payloads.offer(ring, message)).isEqualTo(message.length);
      }
      return memory;
    }
  }

  private static void die(RingMemory memory, byte[] message, Stop stop) {
    long tail = memory.get(RingLayout.FRAME_TAIL);
    long next = tail + FrameLayout.frame(message.length);
    long sequence = memory.get(RingLayout.SEQUENCE);
    if (stop.reached(Stop.PEAK_RAISED)) {
      long fill = next - memory.get(RingLayout.HEAD);
      memory.set(RingLayout.PEAK, Math.max(memory.get(RingLayout.PEAK), fill));
    }
    if (stop.reached(Stop.NEXT_HEADER_CLEARED)) {
      memory.header(next, FrameLayout.uncommitted(sequence + 1));
    }
    int copied =
        stop.reached(Stop.PAYLOAD_WHOLE)
            ? message.length
            : stop == Stop.PAYLOAD_IN_PART ? message.length / 2 : 0;
    for (int at = 0; at < copied; at++) {
      memory.payload(tail + FrameLayout.HEADER + at, message[at]);
    }
    if (stop.reached(Stop.COMMITTED)) {
      memory.header(tail, FrameLayout.committed(sequence, message.length));
    }
    if (stop.reached(Stop.TAIL_MOVED)) {
      memory.set(RingLayout.FRAME_TAIL, next);
    }
    if (stop.reached(Stop.SEQUENCE_MOVED)) {
      memory.set(RingLayout.SEQUENCE, sequence + 1);
    }
  }

  /// Every place of the small rings, and messages that leave room, and that fill the ring.
  private static List<Scene> scenes() {
    List<Scene> scenes = new ArrayList<>();
    for (int capacity : new int[] {16, 17, 24, 40, 64, 67}) {
      for (long start = 0; start <= capacity + 16; start += 8) {
        int room = capacity / 8 * 8;
        for (int first = 0; first <= room - 16; first += 8) {
          List<byte[]> before = first == 0 ? List.of() : List.of(Payloads.bytes(start, first - 8));
          int largest = room - first - 8;
          for (int length : new int[] {0, 1, Math.max(0, largest - 1), largest}) {
            int fitting = Math.min(length, largest);
            scenes.add(new Scene(capacity, start, 0xffff_fff0L, before, fitting));
          }
        }
      }
    }
    return scenes;
  }

  @Test
  void theStoresMadeByHandAreTheRingsOwn() {
    for (Scene scene : scenes()) {
      RingMemory byHand = scene.build();
      RingMemory real = byHand.copy();
      die(byHand, scene.last(), Stop.SEQUENCE_MOVED);
      assertThat(Payloads.offer(real.messages(), scene.last())).isEqualTo(scene.last().length);
      assertThat(byHand.isSameAs(real)).as("%s", scene).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatWasCommittedIsThereAndNothingElse(Stop stop) {
    for (Scene scene : scenes()) {
      RingMemory memory = scene.build();
      die(memory, scene.last(), stop);
      assertThat(RingRecovery.repairMessages(memory.geometry())).isTrue();
      List<byte[]> expected = new ArrayList<>(scene.before());
      if (stop.committed()) {
        expected.add(scene.last());
      }
      goesOn(memory, expected);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsThereCanBeReadAlsoWithoutARepair(Stop stop) {
    for (Scene scene : scenes()) {
      RingMemory memory = scene.build();
      die(memory, scene.last(), stop);
      List<byte[]> expected = new ArrayList<>(scene.before());
      if (stop.committed()) {
        expected.add(scene.last());
      }
      assertThat(drain(memory)).usingRecursiveComparison().isEqualTo(expected);
    }
  }

  /// Readers need no lock, so they may have passed the dead writer's tail before anybody repairs.
  @ParameterizedTest
  @EnumSource
  void readersMayHavePassedTheOldTail(Stop stop) {
    for (Scene scene : scenes()) {
      RingMemory memory = scene.build();
      long number = memory.get(RingLayout.SEQUENCE);
      die(memory, scene.last(), stop);
      drain(memory);
      assertThat(RingRecovery.repairMessages(memory.geometry())).isTrue();
      assertThat(memory.get(RingLayout.SEQUENCE)).isEqualTo(number + (stop.committed() ? 1 : 0));
      goesOn(memory, List.of());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNumbersGoOnWithoutAGap(Stop stop) {
    for (Scene scene : scenes()) {
      RingMemory memory = scene.build();
      long number = memory.get(RingLayout.SEQUENCE);
      long tail = memory.get(RingLayout.FRAME_TAIL);
      die(memory, scene.last(), stop);
      RingRecovery.repairMessages(memory.geometry());
      int written = stop.committed() ? 1 : 0;
      assertThat(memory.get(RingLayout.SEQUENCE)).isEqualTo(number + written);
      assertThat(memory.get(RingLayout.FRAME_TAIL))
          .isEqualTo(tail + written * FrameLayout.frame(scene.last().length));
    }
  }

  @ParameterizedTest
  @EnumSource
  void repairingTwiceIsRepairingOnce(Stop stop) {
    for (Scene scene : scenes()) {
      RingMemory memory = scene.build();
      die(memory, scene.last(), stop);
      assertThat(RingRecovery.repairMessages(memory.geometry())).isTrue();
      RingMemory once = memory.copy();
      assertThat(RingRecovery.repairMessages(memory.geometry())).isTrue();
      assertThat(memory.isSameAs(once)).isTrue();
    }
  }

  /// The repairer moves the tail, then the number; it may die in between.
  @ParameterizedTest
  @EnumSource
  void aRepairThatDiesIsRepaired(Stop stop) {
    for (Scene scene : scenes()) {
      RingMemory memory = scene.build();
      die(memory, scene.last(), stop);
      RingMemory whole = memory.copy();
      RingRecovery.repairMessages(whole.geometry());
      memory.set(RingLayout.FRAME_TAIL, whole.get(RingLayout.FRAME_TAIL));
      assertThat(RingRecovery.repairMessages(memory.geometry())).isTrue();
      assertThat(memory.isSameAs(whole)).isTrue();
    }
  }

  @Test
  void aRingThatNeedsNothingIsLeftAsItIs() {
    for (Scene scene : scenes()) {
      RingMemory memory = scene.build();
      RingMemory before = memory.copy();
      assertThat(RingRecovery.repairMessages(memory.geometry())).isTrue();
      assertThat(memory.isSameAs(before)).isTrue();
    }
  }

  /// One ring through thousands of deaths, with readers at every stage.
  @Test
  void deathAfterDeathNothingIsLostOrInvented() {
    Random random = Seed.random("deathAfterDeathNothingIsLostOrInvented");
    RingMemory memory = new RingMemory(200).messagesFrom(8L * random.nextInt(1000), 0);
    List<byte[]> model = new ArrayList<>();
    for (int step = 0; step < 20_000; step++) {
      byte[] message = Payloads.bytes(step, random.nextInt(60));
      long used = model.stream().mapToLong(queued -> FrameLayout.frame(queued.length)).sum();
      if (used + FrameLayout.frame(message.length) <= 200) {
        Stop stop = Stop.values()[random.nextInt(Stop.values().length)];
        die(memory, message, stop);
        if (stop.committed()) {
          model.add(message);
        }
      }
      take(memory, model, random);
      assertThat(RingRecovery.repairMessages(memory.geometry())).isTrue();
      take(memory, model, random);
    }
    assertThat(drain(memory)).usingRecursiveComparison().isEqualTo(model);
    memory.checkFences();
  }

  private static void take(RingMemory memory, List<byte[]> model, Random random) {
    for (int count = random.nextInt(3); count > 0; count--) {
      byte[] expected = model.isEmpty() ? null : model.removeFirst();
      assertThat(Payloads.take(memory.messages(), 100)).isEqualTo(expected);
    }
  }

  @Test
  void positionsThatAreNoFramesAreNotRepaired() {
    RingMemory memory = new RingMemory(64).messagesFrom(0, 0);
    memory.set(RingLayout.FRAME_TAIL, 3);
    assertThat(RingRecovery.repairMessages(memory.geometry())).isFalse();
    memory.set(RingLayout.FRAME_TAIL, 8);
    memory.set(RingLayout.HEAD, 4);
    assertThat(RingRecovery.repairMessages(memory.geometry())).isFalse();
  }

  @Test
  void framesThatNeverEndAreNotFollowedForEver() {
    RingMemory memory = new RingMemory(64).messagesFrom(0, 0);
    for (long at = 0; at < memory.size(); at += 8) {
      memory.header(at, FrameLayout.committed(1, 0));
    }
    assertThat(RingRecovery.repairMessages(memory.geometry())).isFalse();
  }

  /// Everything expected comes out, and afterwards the ring takes as much as a new one.
  private static void goesOn(RingMemory memory, List<byte[]> expected) {
    assertThat(drain(memory)).usingRecursiveComparison().isEqualTo(expected);
    MessageRing ring = memory.messages();
    int largest = (int) ring.largest();
    List<byte[]> more = Stream.of(largest, 0, largest - 1).map(n -> Payloads.bytes(n, n)).toList();
    for (byte[] message : more) {
      assertThat(Payloads.offer(ring, message)).isEqualTo(message.length);
      assertThat(Payloads.take(ring, largest)).isEqualTo(message);
    }
    int empties = 0;
    while (Payloads.offer(ring, new byte[0]) == 0) {
      empties++;
    }
    assertThat(empties).isEqualTo((int) (memory.capacity() / 8));
    assertThat(drain(memory)).hasSize(empties);
    memory.checkFences();
  }

  private static List<byte[]> drain(RingMemory memory) {
    List<byte[]> messages = new ArrayList<>();
    MessageRing ring = memory.messages();
    for (byte[] message = Payloads.take(ring, 400);
        message != null;
        message = Payloads.take(ring, 400)) {
      messages.add(message);
    }
    return messages;
  }
}
