package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.time.Timeout;

/// Who waits, and what ends a wait.
abstract class WaitingContract extends ContractTest {
  private static final String DRAINING = "org.poormanspipes.contract.Flavour#draining";
  private static final Timeout SHORT = Timeout.of(Duration.ofMillis(30));

  @ParameterizedTest
  @MethodSource(DRAINING)
  void aReaderWaitsForDataOfAnotherThread(Flavour flavour) throws Exception {
    try (PipeChannel reader = device.open(NAME, Access.READ, flavour.options(100))) {
      Background<String> reading = Eventually.background(() -> read(reader, 8));
      awaitSleeper(NAME);
      try (PipeChannel writer = writer(NAME)) {
        assertThat(reading.done()).isFalse();
        writeNow(writer, "x");
        assertThat(reading.result()).isEqualTo("'x'");
      }
    }
  }

  @ParameterizedTest
  @MethodSource(DRAINING)
  void aReaderWaitsForDataOfAnotherProcess(Flavour flavour) throws Exception {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, flavour.options(100));
        Peer peer = peer()) {
      peer.open("r", NAME, Access.READ);
      for (int round = 0; round < 20; round++) {
        peer.tell("read", "r", "8", "forever");
        awaitSleeper(NAME);
        writeNow(writer, "x" + round);
        assertThat(peer.answer()).isEqualTo("'x" + round + "'");
      }
    }
  }

  @ParameterizedTest
  @MethodSource(DRAINING)
  void aBlockingWriterWaitsForRoomMadeByAnotherProcess(Flavour flavour) throws Exception {
    Flavour blocking = new Flavour(flavour.type(), WhenFull.BLOCK, flavour.lifetime());
    try (PipeChannel reader = device.open(NAME, Access.READ, blocking.options(16));
        Peer peer = peer()) {
      peer.open("w", NAME, Access.WRITE);
      byte[] eight = new byte[8];
      peer.write("w", eight, "now");
      peer.write("w", eight, "now");
      assertThat(peer.write("w", eight, "now")).isEqualTo(String.valueOf(Outcome.FULL));
      peer.tell("write", "w", "6161616161616161", "forever");
      awaitSleeper(NAME);
      ByteBuffer buffer = ByteBuffer.allocate(16);
      reader.read(buffer, Timeout.NOW);
      assertThat(peer.answer()).isEqualTo("8");
      assertThat(readNow(reader, 16)).isEqualTo("'aaaaaaaa'");
    }
  }

  @Test
  void aBlockingWriteLargerThanThePipeGoesThroughPieceByPiece() throws Exception {
    byte[] large = new byte[100_000];
    new java.util.Random(1).nextBytes(large);
    PipeOptions small = PipeOptions.builder().capacity(1000).build();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, small);
        PipeChannel reader = reader(NAME)) {
      Background<Integer> writing =
          Eventually.background(() -> writer.write(ByteBuffer.wrap(large)));
      byte[] read = new byte[large.length];
      ByteBuffer target = ByteBuffer.wrap(read);
      while (target.hasRemaining()) {
        reader.read(target);
      }
      assertThat(writing.result()).isEqualTo(large.length);
      assertThat(read).isEqualTo(large);
    }
  }

  @ParameterizedTest
  @MethodSource(DRAINING)
  void aTimeoutEndsAWaitAndNothingHasMoved(Flavour flavour) throws IOException {
    Flavour blocking = new Flavour(flavour.type(), WhenFull.BLOCK, flavour.lifetime());
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, blocking.options(16))) {
      assertThat(read(pipe, 8, SHORT)).isEqualTo("EMPTY");
      assertThat(read(pipe, 8, Timeout.at(Instant.now().plusMillis(30)))).isEqualTo("EMPTY");
      assertThat(read(pipe, 8, Timeout.at(Instant.EPOCH))).isEqualTo("EMPTY");
      writeNow(pipe, "x".repeat(blocking.isMessage() ? 8 : 16));
      ByteBuffer source = data("more");
      assertThat(pipe.write(source, SHORT)).isEqualTo(Outcome.FULL);
      assertThat(pipe.write(source, Timeout.at(Instant.now().plusMillis(30))))
          .isEqualTo(Outcome.FULL);
      assertThat(source.position()).isZero();
      assertThat(readNow(pipe, 20)).startsWith("'xxxxxxxx");
      assertThat(readNow(pipe, 20)).isEqualTo("EMPTY");
    }
  }

  @Test
  void aTimedWriteLargerThanTheRoomSaysHowMuchItMoved() throws IOException {
    PipeOptions small = PipeOptions.builder().capacity(8192).build();
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, small)) {
      ByteBuffer source = ByteBuffer.allocate(20_000);
      assertThat(pipe.write(source, SHORT)).isEqualTo(8192);
      assertThat(source.position()).isEqualTo(8192);
    }
  }

  @ParameterizedTest
  @MethodSource(DRAINING)
  void anInterruptEndsAWaitAndLeavesTheChannelOpen(Flavour flavour) throws Exception {
    Flavour blocking = new Flavour(flavour.type(), WhenFull.BLOCK, flavour.lifetime());
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, blocking.options(16))) {
      Background<Integer> reading =
          Eventually.background(() -> {
            int read = pipe.read(ByteBuffer.allocate(8), Timeout.FOREVER);
            assertThat(Thread.interrupted()).isTrue();
            assertThatThrownBy(
                    () -> {
                      Thread.currentThread().interrupt();
                      pipe.read(ByteBuffer.allocate(8));
                    })
                .isInstanceOf(InterruptedIOException.class);
            return read;
          });
      awaitSleeper(NAME);
      reading.thread().interrupt();
      assertThat(reading.result()).isEqualTo(Outcome.ALERTED);

      writeNow(pipe, "x".repeat(blocking.isMessage() ? 8 : 16));
      Background<Integer> writing =
          Eventually.background(() -> pipe.write(data("more"), Timeout.FOREVER));
      awaitSleeper(NAME);
      writing.thread().interrupt();
      assertThat(writing.result()).isEqualTo(Outcome.ALERTED);
      assertThat(pipe.isOpen()).isTrue();
      assertThat(readNow(pipe, 20)).startsWith("'xxxxxxxx");
      assertThat(readNow(pipe, 20)).isEqualTo("EMPTY");
    }
  }

  @ParameterizedTest
  @MethodSource(DRAINING)
  void closingTheChannelEndsItsWaits(Flavour flavour) throws Exception {
    Flavour blocking = new Flavour(flavour.type(), WhenFull.BLOCK, flavour.lifetime());
    PipeChannel waiting = device.open(NAME, Access.READ_WRITE, blocking.options(16));
    Background<String> reading = Eventually.background(() -> read(waiting, 8));
    awaitSleeper(NAME);
    waiting.close();
    assertThatThrownBy(reading::result).isInstanceOf(ClosedChannelException.class);

    PipeChannel full = device.open(NAME, Access.READ_WRITE, blocking.options(16));
    writeNow(full, "x".repeat(blocking.isMessage() ? 8 : 16));
    Background<Integer> writing = Eventually.background(() -> full.write(data("more")));
    awaitSleeper(NAME);
    full.close();
    assertThatThrownBy(writing::result).isInstanceOf(ClosedChannelException.class);
    assertThat(device.stat(NAME).number("handles")).isZero();
  }

  @Test
  void severalWaitersOfOneHandleAllEndWhenItIsClosed() throws Exception {
    PipeChannel pipe = device.open(NAME, Access.READ_WRITE);
    Background<String> one = Eventually.background(() -> read(pipe, 8));
    Background<String> two = Eventually.background(() -> read(pipe, 8));
    awaitSleeper(NAME);
    pipe.close();
    assertThatThrownBy(one::result).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(two::result).isInstanceOf(ClosedChannelException.class);
    assertThat(names()).isEmpty();
  }

  @Test
  void aWriterWaitsAlsoWhenNobodyReads() throws Exception {
    PipeOptions small = PipeOptions.builder().capacity(1).build();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, small)) {
      writeNow(writer, "x");
      Background<Integer> writing = Eventually.background(() -> writer.write(data("y")));
      awaitSleeper(NAME);
      assertThat(device.handles(NAME).getFirst().text("waiting")).isEqualTo("room");
      try (PipeChannel reader = reader(NAME)) {
        assertThat(read(reader, 1)).isEqualTo("'x'");
        assertThat(read(reader, 1)).isEqualTo("'y'");
      }
      assertThat(writing.result()).isEqualTo(1);
    }
  }

  @Test
  void changingABlockingPipeToRejectEndsItsWritersWaits() throws Exception {
    PipeOptions small = PipeOptions.builder().capacity(4).build();
    try (PipeChannel writer = device.open(NAME, Access.WRITE, small)) {
      writeNow(writer, "full");
      Background<Integer> writing =
          Eventually.background(() -> writer.write(data("more"), Timeout.FOREVER));
      awaitSleeper(NAME);
      device.set(NAME, PipeOptions.builder().whenFull(WhenFull.REJECT).build());
      assertThat(writing.result()).isEqualTo(Outcome.FULL);
    }
  }

  @ParameterizedTest
  @MethodSource(DRAINING)
  void aForcedDeletionEndsEveryWait(Flavour flavour) throws Exception {
    Flavour blocking = new Flavour(flavour.type(), WhenFull.BLOCK, flavour.lifetime());
    try (PipeChannel reader = device.open("r", Access.READ, blocking.options(16));
        PipeChannel writer = device.open("w", Access.WRITE, blocking.options(16))) {
      Background<String> reading = Eventually.background(() -> read(reader, 8));
      awaitSleeper("r");
      device.deleteForced("r");
      assertThat(reading.result()).isEqualTo("END");

      writeNow(writer, "x".repeat(blocking.isMessage() ? 8 : 16));
      Background<Integer> writing = Eventually.background(() -> writer.write(data("more")));
      awaitSleeper("w");
      device.deleteForced("w");
      refusal(Kind.DELETED, writing::result);
    }
  }
}
