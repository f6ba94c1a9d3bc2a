package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.poormanspipes.Delivery;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.StartAt;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Peer;

/// Pipes that every reader sees whole.
abstract class BroadcastContract extends ContractTest {

  /// The kinds of broadcast pipe, by type and full policy.
  record Kind(PipeType type, WhenFull whenFull) {

    PipeOptions.Builder options(long capacity) {
      return PipeOptions.builder()
          .type(type)
          .whenFull(whenFull)
          .delivery(Delivery.BROADCAST)
          .capacity(capacity);
    }
  }

  static Stream<Kind> kinds() {
    return Stream.of(PipeType.values())
        .flatMap(type -> Stream.of(WhenFull.values()).map(whenFull -> new Kind(type, whenFull)));
  }

  private PipeChannel reader(StartAt startAt) throws IOException {
    return device.open(NAME, Access.READ, PipeOptions.builder().startAt(startAt).build());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyReaderSeesEverythingInOrder(Kind kind) throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, kind.options(1000).build());
        PipeChannel one = reader(NAME);
        PipeChannel two = reader(NAME)) {
      for (int round = 0; round < 300; round++) {
        String text = "round" + round;
        assertThat(writeNow(writer, text)).isEqualTo(text.length());
        assertThat(readNow(one, 50)).isEqualTo("'" + text + "'");
        assertThat(peek(two, 50)).isEqualTo("'" + text + "'");
        assertThat(readNow(two, 50)).isEqualTo("'" + text + "'");
        assertThat(readNow(two, 50)).isEqualTo("EMPTY");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aReaderBeginsAtTheNewestOrAtTheOldest(Kind kind) throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, kind.options(1000).build())) {
      writeNow(writer, "before");
      try (PipeChannel newest = reader(StartAt.NEWEST);
          PipeChannel oldest = reader(StartAt.OLDEST)) {
        assertThat(readNow(newest, 50)).isEqualTo("EMPTY");
        assertThat(readNow(oldest, 50)).isEqualTo("'before'");
        writeNow(writer, "after");
        assertThat(readNow(newest, 50)).isEqualTo("'after'");
        assertThat(readNow(oldest, 50)).isEqualTo("'after'");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(PipeType.class)
  void theSlowestReaderHoldsBackAPipeThatKeepsItsContent(PipeType type) throws IOException {
    PipeOptions options = new Kind(type, WhenFull.REJECT).options(64).build();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, options);
        PipeChannel quick = reader(NAME);
        PipeChannel slow = reader(NAME)) {
      int taken = 0;
      while (writeNow(writer, "12345678") == 8) {
        assertThat(readNow(quick, 8)).isEqualTo("'12345678'");
        taken++;
      }
      assertThat(taken).isEqualTo(type == PipeType.BYTE ? 8 : 4);
      assertThat(readNow(quick, 8)).isEqualTo("EMPTY");
      assertThat(readNow(slow, 8)).isEqualTo("'12345678'");
      assertThat(writeNow(writer, "abcdefgh")).isEqualTo(8);
      assertThat(readNow(quick, 8)).isEqualTo("'abcdefgh'");
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void withoutReadersNothingHoldsAWriterBack(Kind kind) throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, kind.options(64).build())) {
      for (int round = 0; round < 100; round++) {
        assertThat(writeNow(writer, String.format("%08d", round))).isEqualTo(8);
      }
      try (PipeChannel late = reader(StartAt.OLDEST)) {
        String oldest = readNow(late, 8);
        assertThat(oldest).isGreaterThanOrEqualTo("'00000090'").isLessThanOrEqualTo("'00000096'");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(PipeType.class)
  void aReaderThatWasOvertakenIsToldOnceExactlyHowMuchItLost(PipeType type) throws IOException {
    PipeOptions options = new Kind(type, WhenFull.OVERWRITE).options(256).build();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, options);
        PipeChannel slow = reader(NAME)) {
      int written = 0;
      int next = 0;
      for (int round = 1; round <= 60; round++) {
        for (int burst = 0; burst < round; burst++) {
          assertThat(writeNow(writer, String.format("%08d", written++))).isEqualTo(8);
        }
        String read = readNow(slow, 8);
        if (read.equals("LOST")) {
          long lost = slow.lost();
          assertThat(lost).isPositive();
          next += (int) (type == PipeType.BYTE ? lost / 8 : lost);
          read = readNow(slow, 8);
        }
        while (!read.equals("EMPTY")) {
          assertThat(read).isEqualTo(String.format("'%08d'", next++));
          read = readNow(slow, 8);
        }
        assertThat(next).as("nothing is missing from the count").isEqualTo(written);
      }
    }
  }

  @Test
  void aReadWithoutATimeoutGoesOnAfterALoss() throws IOException {
    PipeOptions options = new Kind(PipeType.MESSAGE, WhenFull.OVERWRITE).options(64).build();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, options);
        PipeChannel slow = reader(NAME)) {
      for (int round = 0; round < 50; round++) {
        writeNow(writer, String.format("%08d", round));
      }
      java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocate(8);
      assertThat(slow.read(buffer)).isEqualTo(8);
      assertThat(slow.lost()).isBetween(40L, 49L);
    }
  }

  @ParameterizedTest
  @EnumSource(PipeType.class)
  void aKilledReaderHoldsNobodyBack(PipeType type) throws Exception {
    PipeOptions options = new Kind(type, WhenFull.REJECT).options(64).build();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, options);
        Peer peer = peer()) {
      peer.open("r", NAME, Access.READ);
      while (writeNow(writer, "12345678") == 8) {}
      peer.kill();
      Eventually.holds("there is room again", () -> writeNow(writer, "12345678") == 8);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aBroadcastEndsForEachReader(Kind kind) throws IOException {
    PipeOptions options = kind.options(1000).lifetime(Lifetime.DRAIN).build();
    try (PipeChannel one = device.open(NAME, Access.READ, options);
        PipeChannel two = reader(NAME)) {
      try (PipeChannel writer = writer(NAME)) {
        writeNow(writer, "last");
      }
      assertThat(read(one, 50)).isEqualTo("'last'");
      assertThat(read(one, 50)).isEqualTo("END");
      assertThat(read(two, 50)).isEqualTo("'last'");
      assertThat(read(two, 50)).isEqualTo("END");
    }
    assertThat(names()).as("somebody had read it all").isEmpty();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatNobodyHasReadStays(Kind kind) throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, kind.options(1000).build())) {
      writeNow(writer, "unread");
    }
    assertThat(names()).containsExactly(NAME);
    try (PipeChannel late = reader(StartAt.OLDEST)) {
      assertThat(read(late, 50)).isEqualTo("'unread'");
    }
    assertThat(names()).isEmpty();
  }
}
