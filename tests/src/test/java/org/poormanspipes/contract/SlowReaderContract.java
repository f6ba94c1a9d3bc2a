package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.poormanspipes.Delivery;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Eventually;
import org.poormanspipes.testing.Eventually.Background;
import org.poormanspipes.testing.Peer;

/// Broadcasts that keep what a reader has not read: the slowest reader holds writers back.
abstract class SlowReaderContract extends ContractTest {

  @EachFlavour(
      delivery = Delivery.BROADCAST,
      whenFull = {WhenFull.BLOCK, WhenFull.REJECT})
  void theSlowestReaderHoldsWritersBack(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 64);
        PipeChannel quick = reader(NAME);
        PipeChannel slow = reader(NAME)) {
      int taken = 0;
      while (writeNow(writer, "12345678") == 8) {
        assertThat(readNow(quick, 8)).isEqualTo("'12345678'");
        taken++;
      }
      assertThat(taken).isEqualTo(64 / (int) flavour.charge(8));
      assertThat(readNow(quick, 8)).isEqualTo("EMPTY");
      assertThat(readNow(slow, 8)).isEqualTo("'12345678'");
      assertThat(writeNow(writer, "abcdefgh")).isEqualTo(8);
      assertThat(writeNow(writer, "abcdefgh")).isEqualTo(Outcome.FULL);
      assertThat(readNow(quick, 8)).isEqualTo("'abcdefgh'");
    }
  }

  @EachFlavour(delivery = Delivery.BROADCAST, whenFull = WhenFull.BLOCK)
  void aWriterSleepsUntilTheSlowestReaderHasRead(Flavour flavour) throws Exception {
    try (PipeChannel writer = open(Access.WRITE, flavour, 16);
        PipeChannel quick = reader(NAME);
        PipeChannel slow = reader(NAME)) {
      String text = "x".repeat(flavour.largestWrite(16));
      writeNow(writer, text);
      Background<Integer> writing = Eventually.background(() -> writer.write(data("y")));
      awaitSleeper(NAME);
      assertThat(readNow(quick, 16)).isEqualTo("'" + text + "'");
      // The quick one woke it in vain, and nothing is there until the slow one reads.
      assertThat(readNow(quick, 16)).isEqualTo("EMPTY");
      assertThat(readNow(slow, 16)).isEqualTo("'" + text + "'");
      assertThat(writing.result()).isEqualTo(1);
      assertThat(readNow(quick, 16)).isEqualTo("'y'");
    }
  }

  @EachFlavour(delivery = Delivery.BROADCAST, whenFull = WhenFull.BLOCK)
  void closingTheSlowReaderReleasesTheWriter(Flavour flavour) throws Exception {
    try (PipeChannel writer = open(Access.WRITE, flavour, 16);
        PipeChannel quick = reader(NAME)) {
      String text = "x".repeat(flavour.largestWrite(16));
      PipeChannel slow = reader(NAME);
      writeNow(writer, text);
      assertThat(readNow(quick, 16)).isEqualTo("'" + text + "'");
      Background<Integer> writing = Eventually.background(() -> writer.write(data("y")));
      awaitSleeper(NAME);
      slow.close();
      assertThat(writing.result()).isEqualTo(1);
      assertThat(readNow(quick, 16)).isEqualTo("'y'");
    }
  }

  @EachFlavour(
      delivery = Delivery.BROADCAST,
      whenFull = {WhenFull.BLOCK, WhenFull.REJECT})
  void closingTheSlowReaderOfAnotherProcessMakesRoom(Flavour flavour) throws IOException {
    Peer peer = helper();
    try (PipeChannel writer = open(Access.WRITE, flavour, 64);
        PipeChannel quick = reader(NAME)) {
      peer.open("slow", NAME, Access.READ);
      while (writeNow(writer, "12345678") == 8) {
        readNow(quick, 8);
      }
      peer.close("slow");
      assertThat(writeNow(writer, "12345678")).isEqualTo(8);
    }
  }

  @EachFlavour(
      delivery = Delivery.BROADCAST,
      whenFull = {WhenFull.BLOCK, WhenFull.REJECT},
      lifetime = Lifetime.DRAIN)
  void aKilledReaderHoldsNobodyBack(Flavour flavour) throws Exception {
    try (PipeChannel writer = open(Access.WRITE, flavour, 64);
        Peer peer = peer()) {
      peer.open("r", NAME, Access.READ);
      while (writeNow(writer, "12345678") == 8) {}
      peer.kill();
      Eventually.holds("there is room again", () -> writeNow(writer, "12345678") == 8);
    }
  }

  /// The writer has seen how far the readers are; one that joins behind them is seen all the same.
  @EachFlavour(
      delivery = Delivery.BROADCAST,
      whenFull = {WhenFull.BLOCK, WhenFull.REJECT})
  void aReaderThatJoinsBehindTheOthersIsNotOvertaken(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 64);
        PipeChannel quick = reader(NAME)) {
      for (int round = 0; round < 50; round++) {
        assertThat(writeNow(writer, String.format("%08d", round))).isEqualTo(8);
        readNow(quick, 8);
        if (round % 5 == 4) {
          try (PipeChannel late = lateReader()) {
            String oldest = peek(late, 8);
            while (writeNow(writer, "87654321") == 8) {
              readNow(quick, 8);
            }
            assertThat(readNow(late, 8)).as("not lost").isEqualTo(oldest);
          }
        }
      }
    }
  }

  @EachFlavour(delivery = Delivery.BROADCAST, whenFull = WhenFull.OVERWRITE)
  void nobodyHoldsBackAWriterThatOverwrites(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 64);
        PipeChannel slow = reader(NAME);
        PipeChannel quick = reader(NAME)) {
      for (int round = 0; round < 50; round++) {
        assertThat(writer.write(data(String.format("%08d", round)))).isEqualTo(8);
        assertThat(readNow(quick, 8)).isEqualTo(String.format("'%08d'", round));
      }
      assertThat(readNow(slow, 8)).isEqualTo("LOST");
    }
  }
}
