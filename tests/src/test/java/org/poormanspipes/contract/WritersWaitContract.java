package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.time.Timeout;

/// Writers of pipes of the kind `block`, and what ends their wait.
abstract class WritersWaitContract extends ContractTest {
  private static final Timeout SHORT = Timeout.of(Duration.ofMillis(10));

  private static String filling(Flavour flavour) {
    return "x".repeat(flavour.largestWrite(16));
  }

  @EachFlavour(whenFull = WhenFull.BLOCK)
  void aWriterWaitsForRoomMadeByAnotherProcess(Flavour flavour) throws Exception {
    Peer peer = helper();
    try (PipeChannel reader = open(Access.READ, flavour, 16)) {
      peer.open("w", NAME, Access.WRITE);
      byte[] eight = new byte[8];
      peer.write("w", eight, "now");
      peer.write("w", eight, "now");
      assertThat(peer.write("w", eight, "now")).isEqualTo(String.valueOf(Outcome.FULL));
      peer.tell("write", "w", "6161616161616161", "forever");
      awaitSleeper(NAME);
      assertThat(device.handles(NAME).stream().map(handle -> handle.text("waiting")))
          .contains("room");
      ByteBuffer buffer = ByteBuffer.allocate(16);
      reader.read(buffer, Timeout.NOW);
      assertThat(peer.answer()).isEqualTo("8");
      assertThat(readNow(reader, 16)).isEqualTo("'aaaaaaaa'");
    }
  }

  @EachFlavour(type = PipeType.BYTE, whenFull = WhenFull.BLOCK)
  void aWriteLargerThanTheStreamGoesThroughPieceByPiece(Flavour flavour) throws Exception {
    byte[] large = new byte[100_000];
    new Random(1).nextBytes(large);
    try (PipeChannel writer = open(Access.WRITE, flavour, 1000);
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

  @EachFlavour(whenFull = WhenFull.BLOCK)
  void aTimeoutEndsAWaitForRoomAndNothingHasMoved(Flavour flavour) throws IOException {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 16)) {
      writeNow(pipe, filling(flavour));
      ByteBuffer source = data("more");
      assertThat(pipe.write(source, SHORT)).isEqualTo(Outcome.FULL);
      assertThat(pipe.write(source, Timeout.at(Instant.now().plusMillis(10))))
          .isEqualTo(Outcome.FULL);
      assertThat(source.position()).isZero();
      assertThat(readNow(pipe, 20)).isEqualTo("'" + filling(flavour) + "'");
      assertThat(readNow(pipe, 20)).isEqualTo("EMPTY");
    }
  }

  @EachFlavour(type = PipeType.BYTE, whenFull = WhenFull.BLOCK)
  void aTimedWriteLargerThanTheRoomSaysHowMuchItMoved(Flavour flavour) throws IOException {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 8192)) {
      ByteBuffer source = ByteBuffer.allocate(20_000);
      assertThat(pipe.write(source, SHORT)).isEqualTo(8192);
      assertThat(source.position()).isEqualTo(8192);
    }
  }

  @EachFlavour(whenFull = WhenFull.BLOCK)
  void anInterruptEndsAWritersWaitAndLeavesTheChannelOpen(Flavour flavour) throws Exception {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 16)) {
      writeNow(pipe, filling(flavour));
      Background<Integer> writing =
          Eventually.background(() -> pipe.write(data("more"), Timeout.FOREVER));
      awaitSleeper(NAME);
      writing.thread().interrupt();
      assertThat(writing.result()).isEqualTo(Outcome.ALERTED);
      assertThat(pipe.isOpen()).isTrue();
      assertThat(readNow(pipe, 20)).isEqualTo("'" + filling(flavour) + "'");
      assertThat(readNow(pipe, 20)).isEqualTo("EMPTY");
    }
  }

  @EachFlavour(whenFull = WhenFull.BLOCK)
  void closingTheChannelEndsItsWritersWaits(Flavour flavour) throws Exception {
    try (PipeChannel reader = open(Access.READ, flavour, 16)) {
      PipeChannel full = writer(NAME);
      writeNow(full, filling(flavour));
      Background<Integer> writing = Eventually.background(() -> full.write(data("more")));
      awaitSleeper(NAME);
      full.close();
      assertThatThrownBy(writing::result).isInstanceOf(ClosedChannelException.class);
      Eventually.holds("its slot is free", () -> device.handles(NAME).size() == 1);
      assertThat(readNow(reader, 20)).isEqualTo("'" + filling(flavour) + "'");
      assertThat(readNow(reader, 20)).isEqualTo("END");
    }
  }

  @EachFlavour(whenFull = WhenFull.BLOCK, delivery = Delivery.QUEUE)
  void aWriterOfAQueueWaitsAlsoWhenNobodyReads(Flavour flavour) throws Exception {
    try (PipeChannel writer = open(Access.WRITE, flavour, 16)) {
      writeNow(writer, filling(flavour));
      Background<Integer> writing = Eventually.background(() -> writer.write(data("y")));
      awaitSleeper(NAME);
      assertThat(device.handles(NAME).getFirst().text("waiting")).isEqualTo("room");
      try (PipeChannel reader = reader(NAME)) {
        assertThat(read(reader, 16)).isEqualTo("'" + filling(flavour) + "'");
        assertThat(read(reader, 1)).isEqualTo("'y'");
      }
      assertThat(writing.result()).isEqualTo(1);
    }
  }

  @EachFlavour(whenFull = WhenFull.BLOCK)
  void aPipeThatBecomesRejectingEndsItsWritersWaits(Flavour flavour) throws Exception {
    try (PipeChannel writer = open(Access.WRITE, flavour, 16);
        PipeChannel reader = reader(NAME)) {
      writeNow(writer, filling(flavour));
      Background<Integer> writing =
          Eventually.background(() -> writer.write(data("more"), Timeout.FOREVER));
      awaitSleeper(NAME);
      device.set(NAME, PipeOptions.builder().whenFull(WhenFull.REJECT).build());
      assertThat(writing.result()).isEqualTo(Outcome.FULL);
      assertThat(readNow(reader, 20)).isEqualTo("'" + filling(flavour) + "'");
      assertThat(readNow(reader, 20)).isEqualTo("EMPTY");
    }
  }

  @EachFlavour(whenFull = WhenFull.BLOCK)
  void aPipeThatBecomesOverwritingTakesWhatItsWritersWaitWith(Flavour flavour) throws Exception {
    try (PipeChannel writer = open(Access.WRITE, flavour, 16);
        PipeChannel _ = reader(NAME)) {
      writeNow(writer, filling(flavour));
      Background<Integer> writing =
          Eventually.background(() -> writer.write(data("more"), Timeout.FOREVER));
      awaitSleeper(NAME);
      device.set(NAME, PipeOptions.builder().whenFull(WhenFull.OVERWRITE).build());
      assertThat(writing.result()).isEqualTo(4);
      try (PipeChannel late = lateReader()) {
        assertThat(String.join("", readAllNow(late))).endsWith("more");
      }
    }
  }

  @EachFlavour(whenFull = WhenFull.BLOCK)
  void aPipeThatGrowsHasRoomForItsWaitingWriters(Flavour flavour) throws Exception {
    try (PipeChannel writer = open(Access.WRITE, flavour, 16);
        PipeChannel reader = reader(NAME)) {
      writeNow(writer, filling(flavour));
      Background<Integer> writing = Eventually.background(() -> writer.write(data("more")));
      awaitSleeper(NAME);
      device.set(NAME, PipeOptions.builder().capacity(64).build());
      assertThat(writing.result()).isEqualTo(4);
      assertThat(String.join("", readAllNow(reader))).isEqualTo(filling(flavour) + "more");
    }
  }

  @EachFlavour(whenFull = WhenFull.BLOCK)
  void aForcedDeletionEndsAWritersWait(Flavour flavour) throws Exception {
    try (PipeChannel writer = open(Access.WRITE, flavour, 16);
        PipeChannel _ = reader(NAME)) {
      writeNow(writer, filling(flavour));
      Background<Integer> writing = Eventually.background(() -> writer.write(data("more")));
      awaitSleeper(NAME);
      device.deleteForced(NAME);
      refusal(Kind.DELETED, writing::result);
    }
  }
}
