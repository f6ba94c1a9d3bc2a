package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.time.Timeout;

/// Readers that wait, and what ends their wait. See [WritersWaitContract] for writers.
abstract class WaitingContract extends ContractTest {
  private static final Timeout SHORT = Timeout.of(Duration.ofMillis(10));

  @EachFlavour
  void aReaderWaitsForDataOfAnotherThread(Flavour flavour) throws Exception {
    try (PipeChannel reader = open(Access.READ, flavour, 100)) {
      Background<String> reading = Eventually.background(() -> read(reader, 8));
      awaitSleeper(NAME);
      try (PipeChannel writer = writer(NAME)) {
        assertThat(reading.done()).isFalse();
        writeNow(writer, "x");
        assertThat(reading.result()).isEqualTo("'x'");
      }
    }
  }

  @EachFlavour
  void aReaderWaitsForDataOfAnotherProcess(Flavour flavour) throws Exception {
    Peer peer = helper();
    try (PipeChannel writer = open(Access.WRITE, flavour, 100)) {
      peer.open("r", NAME, Access.READ);
      for (int round = 0; round < 8; round++) {
        peer.tell("read", "r", "8", "forever");
        awaitSleeper(NAME);
        assertThat(device.handles(NAME).stream().map(handle -> handle.text("waiting")))
            .contains("data");
        writeNow(writer, "x" + round);
        assertThat(peer.answer()).isEqualTo("'x" + round + "'");
      }
    }
  }

  @EachFlavour
  void aTimedReadOfAnEmptyPipeEndsAndTheNextOneGetsWhatCame(Flavour flavour) throws IOException {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 100)) {
      assertThat(read(pipe, 8, SHORT)).isEqualTo("EMPTY");
      assertThat(read(pipe, 8, Timeout.at(Instant.now().plusMillis(10)))).isEqualTo("EMPTY");
      assertThat(read(pipe, 8, Timeout.at(Instant.EPOCH))).isEqualTo("EMPTY");
      assertThat(readNow(pipe, 8)).isEqualTo("EMPTY");
      writeNow(pipe, "x");
      assertThat(read(pipe, 8, Timeout.at(Instant.EPOCH))).isEqualTo("'x'");
      writeNow(pipe, "y");
      assertThat(read(pipe, 8, SHORT)).isEqualTo("'y'");
    }
  }

  @EachFlavour
  void anInterruptEndsAReadersWaitAndLeavesTheChannelOpen(Flavour flavour) throws Exception {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 100)) {
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
      assertThat(pipe.isOpen()).isTrue();
      writeNow(pipe, "x");
      assertThat(readNow(pipe, 8)).isEqualTo("'x'");
    }
  }

  @EachFlavour
  void closingTheChannelEndsItsReadersWaits(Flavour flavour) throws Exception {
    try (PipeChannel keeper = open(Access.READ_WRITE, flavour, 100)) {
      PipeChannel waiting = reader(NAME);
      Background<String> one = Eventually.background(() -> read(waiting, 8));
      Background<String> two = Eventually.background(() -> read(waiting, 8));
      awaitSleeper(NAME);
      waiting.close();
      assertThatThrownBy(one::result).isInstanceOf(ClosedChannelException.class);
      assertThatThrownBy(two::result).isInstanceOf(ClosedChannelException.class);
      Eventually.holds("its slot is free", () -> device.handles(NAME).size() == 1);
      writeNow(keeper, "x");
      assertThat(readNow(keeper, 8)).as("nothing was taken by the dead wait").isEqualTo("'x'");
    }
  }

  @EachFlavour
  void aForcedDeletionEndsAReadersWait(Flavour flavour) throws Exception {
    try (PipeChannel reader = open(Access.READ, flavour, 16)) {
      Background<String> reading = Eventually.background(() -> read(reader, 8));
      awaitSleeper(NAME);
      device.deleteForced(NAME);
      assertThat(reading.result()).isEqualTo("END");
    }
  }
}
