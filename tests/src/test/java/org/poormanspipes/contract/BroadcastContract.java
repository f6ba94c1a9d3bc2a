package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.poormanspipes.Delivery;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.StartAt;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.testing.Peer;

/// Pipes that every reader sees whole: where a reader begins, and what it sees. See
/// [SlowReaderContract] for those that hold writers back, [LossContract] for those overtaken.
abstract class BroadcastContract extends ContractTest {

  private PipeChannel reader(StartAt startAt) throws IOException {
    return device.open(NAME, Access.READ, PipeOptions.builder().startAt(startAt).build());
  }

  @EachFlavour(delivery = Delivery.BROADCAST)
  void everyReaderSeesEverythingInOrder(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 1000);
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

  @EachFlavour(delivery = Delivery.BROADCAST)
  void aReaderBeginsAtTheNewestUnlessItAsksForTheOldest(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 1000)) {
      writeNow(writer, "before");
      try (PipeChannel plain = reader(NAME);
          PipeChannel newest = reader(StartAt.NEWEST);
          PipeChannel oldest = reader(StartAt.OLDEST)) {
        assertThat(readNow(plain, 50)).isEqualTo("EMPTY");
        assertThat(readNow(newest, 50)).isEqualTo("EMPTY");
        assertThat(readNow(oldest, 50)).isEqualTo("'before'");
        writeNow(writer, "after");
        for (PipeChannel reader : List.of(plain, newest, oldest)) {
          assertThat(readNow(reader, 50)).isEqualTo("'after'");
          assertThat(readNow(reader, 50)).isEqualTo("EMPTY");
        }
      }
    }
  }

  @EachFlavour(delivery = Delivery.BROADCAST)
  void aReaderOfAnotherProcessBeginsWhereItAsksTo(Flavour flavour) throws IOException {
    Peer peer = helper();
    try (PipeChannel writer = open(Access.WRITE, flavour, 1000)) {
      writeNow(writer, "before");
      peer.open("oldest", NAME, Access.READ, "from=oldest");
      peer.open("newest", NAME, Access.READ, "from=newest");
      writeNow(writer, "after");
      assertThat(peer.read("newest", 50, "now")).isEqualTo("'after'");
      assertThat(peer.read("oldest", 6, "now")).isEqualTo("'before'");
      assertThat(peer.read("oldest", 6, "now")).isEqualTo("'after'");
    }
  }

  @EachFlavour(delivery = Delivery.QUEUE)
  void inAQueueThereIsOnlyOnePlaceToBegin(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 1000)) {
      writeNow(writer, "one");
      try (PipeChannel newest = reader(StartAt.NEWEST);
          PipeChannel oldest = reader(StartAt.OLDEST)) {
        assertThat(readNow(newest, 50)).isEqualTo("'one'");
        assertThat(readNow(oldest, 50)).isEqualTo("EMPTY");
      }
    }
  }

  @EachFlavour
  void aPlaceToBeginThatIsNoneIsRefused(Flavour flavour) throws IOException {
    PipeOptions wrong = flavour.builder(100).attribute("from", "middle").build();
    assertThat(refusal(Kind.INVALID, () -> device.open(NAME, Access.READ, wrong)))
        .hasMessageContaining("middle");
    assertThat(names()).isEmpty();
  }

  /// What was read by all before, a reader that comes late still finds, as long as it lies there.
  @EachFlavour(delivery = Delivery.BROADCAST)
  void aReaderThatComesLaterFindsWhatOthersHaveRead(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 160);
        PipeChannel early = reader(NAME)) {
      for (int round = 10; round < 100; round++) {
        writeNow(writer, "0000" + round + "00");
        assertThat(readNow(early, 8)).isEqualTo("'0000" + round + "00'");
        try (PipeChannel late = lateReader()) {
          String all = String.join("", readAllNow(late));
          assertThat(all).endsWith("0000" + round + "00");
          long least = Math.min((round - 9) * flavour.charge(8), 160);
          assertThat(all.length() / 8 * flavour.charge(8)).isGreaterThanOrEqualTo(least);
          for (int at = 0; at + 8 <= all.length(); at += 8) {
            int expected = round - (all.length() - at) / 8 + 1;
            assertThat(all.substring(at, at + 8)).isEqualTo("0000" + expected + "00");
          }
        }
      }
    }
  }

  @EachFlavour(delivery = Delivery.BROADCAST)
  void withoutReadersNothingHoldsAWriterBack(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 64)) {
      for (int round = 0; round < 100; round++) {
        assertThat(writer.write(data(String.format("%08d", round)))).isEqualTo(8);
      }
      try (PipeChannel late = lateReader()) {
        int least = 64 / (int) flavour.charge(8);
        String oldest = readNow(late, 8);
        assertThat(oldest).isLessThanOrEqualTo(String.format("'%08d'", 100 - least));
        int next = Integer.parseInt(oldest.substring(1, 9)) + 1;
        for (; next < 100; next++) {
          assertThat(readNow(late, 8)).isEqualTo(String.format("'%08d'", next));
        }
        assertThat(readNow(late, 8)).isEqualTo("EMPTY");
      }
    }
  }

  @EachFlavour(
      delivery = Delivery.BROADCAST,
      whenFull = {WhenFull.BLOCK, WhenFull.REJECT})
  void aReaderFromTheOldestHoldsWritersBackFromTheMomentItCame(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 64)) {
      for (int round = 0; round < 100; round++) {
        assertThat(writeNow(writer, String.format("%08d", round))).isEqualTo(8);
      }
      try (PipeChannel late = lateReader()) {
        int written = 100;
        while (writeNow(writer, String.format("%08d", written)) == 8) {
          written++;
        }
        String oldest = readNow(late, 8);
        for (int next = Integer.parseInt(oldest.substring(1, 9)) + 1; next < written; next++) {
          assertThat(readNow(late, 8)).isEqualTo(String.format("'%08d'", next));
        }
        assertThat(readNow(late, 8)).isEqualTo("EMPTY");
      }
    }
  }

  @EachFlavour(
      delivery = Delivery.BROADCAST,
      lifetime = {Lifetime.DRAIN, Lifetime.PERMANENT})
  void whatABroadcastHeldIsThereForTheNextWhoOpensIt(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 1000)) {
      writeNow(writer, "first ");
    }
    try (PipeChannel writer = writer(NAME)) {
      writeNow(writer, "second");
    }
    try (PipeChannel late = lateReader()) {
      assertThat(String.join("", readAllNow(late))).isEqualTo("first second");
    }
  }
}
