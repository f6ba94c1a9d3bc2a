package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.testing.Seed;

/// Readers of a broadcast that were overtaken by a writer that overwrites: each is told once how
/// much it lost, exactly, and goes on at the oldest that survives.
abstract class LossContract extends ContractTest {

  private static final List<WhenFull> POLICIES = List.of(WhenFull.values());

  private static String text(int number) {
    return String.format("%08d", number);
  }

  /// How many of the eight-byte pieces a loss was.
  private static long pieces(Flavour flavour, long lost) {
    if (!flavour.isMessage()) {
      assertThat(lost % 8).as("bytes lost that make no pieces: " + lost).isZero();
      return lost / 8;
    }
    return lost;
  }

  @EachFlavour(delivery = Delivery.BROADCAST, whenFull = WhenFull.OVERWRITE)
  void aReaderThatWasOvertakenIsToldOnceExactlyHowMuchItLost(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 256);
        PipeChannel slow = reader(NAME)) {
      int written = 0;
      int next = 0;
      for (int round = 1; round <= 60; round++) {
        for (int burst = 0; burst < round; burst++) {
          assertThat(writeNow(writer, text(written++))).isEqualTo(8);
        }
        String read = readNow(slow, 8);
        if (read.equals("LOST")) {
          assertThat(slow.lost()).isPositive();
          next += (int) pieces(flavour, slow.lost());
          read = readNow(slow, 8);
        }
        while (!read.equals("EMPTY")) {
          assertThat(read).isEqualTo("'" + text(next++) + "'");
          read = readNow(slow, 8);
        }
        assertThat(next).as("nothing is missing from the count").isEqualTo(written);
      }
    }
  }

  @EachFlavour(delivery = Delivery.BROADCAST, whenFull = WhenFull.OVERWRITE)
  void anOvertakenReaderGoesOnAtTheOldestThatSurvives(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 256);
        PipeChannel slow = reader(NAME)) {
      for (int round = 0; round < 100; round++) {
        writeNow(writer, text(round));
      }
      assertThat(peek(slow, 8)).as("a look settles nothing").isEqualTo("LOST");
      assertThat(peek(slow, 8)).isEqualTo("LOST");
      assertThat(readNow(slow, 8)).isEqualTo("LOST");
      long lost = pieces(flavour, slow.lost());
      assertThat((100 - lost) * flavour.charge(8))
          .as("what survives is at least the capacity")
          .isGreaterThanOrEqualTo(256);
      try (PipeChannel oldest = lateReader()) {
        assertThat(readNow(oldest, 8)).isEqualTo("'" + text((int) lost) + "'");
      }
      for (int next = (int) lost; next < 100; next++) {
        assertThat(readNow(slow, 8)).isEqualTo("'" + text(next) + "'");
      }
      assertThat(readNow(slow, 8)).isEqualTo("EMPTY");
    }
  }

  @EachFlavour(delivery = Delivery.BROADCAST, whenFull = WhenFull.OVERWRITE)
  void eachReaderLosesForItself(Flavour flavour) throws IOException {
    Peer peer = helper();
    try (PipeChannel writer = open(Access.WRITE, flavour, 256);
        PipeChannel slow = reader(NAME);
        PipeChannel quick = reader(NAME)) {
      peer.open("slow", NAME, Access.READ);
      for (int round = 0; round < 100; round++) {
        writeNow(writer, text(round));
        assertThat(readNow(quick, 8)).isEqualTo("'" + text(round) + "'");
      }
      assertThat(peer.read("slow", 8, "forever")).isEqualTo("LOST");
      assertThat(readNow(slow, 8)).isEqualTo("LOST");
      String oldest = "'" + text((int) pieces(flavour, slow.lost())) + "'";
      assertThat(readNow(slow, 8)).isEqualTo(oldest);
      assertThat(peer.read("slow", 8, "now")).isEqualTo(oldest);
      assertThat(readNow(quick, 8)).isEqualTo("EMPTY");
      assertThat(quick.lost()).isZero();
    }
  }

  /// However fast the writers are: what came with a loss that followed a loss stays readable, each
  /// time.
  @EachFlavour(
      type = PipeType.MESSAGE,
      delivery = Delivery.BROADCAST,
      whenFull = WhenFull.OVERWRITE)
  void aReaderThatLosesAgainAndAgainHasAMessageEachTime(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 64);
        PipeChannel slow = reader(NAME)) {
      int written = 0;
      int next = 0;
      for (int round = 0; round < 5; round++) {
        for (int end = written + 10; written < end; written++) {
          writeNow(writer, text(written));
        }
        assertThat(readNow(slow, 8)).isEqualTo("LOST");
        next += (int) slow.lost();
        if (round > 0) {
          for (int end = written + 10; written < end; written++) {
            writeNow(writer, text(written));
          }
          assertThat(readNow(slow, 8)).isEqualTo("'" + text(next++) + "'");
        }
      }
    }
  }

  @EachFlavour(delivery = Delivery.BROADCAST, whenFull = WhenFull.OVERWRITE)
  void aReadWithoutATimeoutGoesOnAfterALoss(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 64);
        PipeChannel slow = reader(NAME)) {
      for (int round = 0; round < 50; round++) {
        writeNow(writer, text(round));
      }
      ByteBuffer buffer = ByteBuffer.allocate(8);
      assertThat(slow.read(buffer)).isEqualTo(8);
      String expected = text((int) pieces(flavour, slow.lost()));
      assertThat(new String(buffer.array(), java.nio.charset.StandardCharsets.US_ASCII))
          .isEqualTo(expected);
    }
  }

  @EachFlavour(delivery = Delivery.BROADCAST, whenFull = WhenFull.OVERWRITE)
  void aLossIsToldAlsoAfterTheLastWriterHasGone(Flavour flavour) throws IOException {
    try (PipeChannel slow = open(Access.READ, flavour, 64)) {
      try (PipeChannel writer = writer(NAME)) {
        for (int round = 0; round < 50; round++) {
          writeNow(writer, text(round));
        }
      }
      assertThat(read(slow, 8)).isEqualTo("LOST");
      for (int next = (int) pieces(flavour, slow.lost()); next < 50; next++) {
        assertThat(read(slow, 8)).isEqualTo("'" + text(next) + "'");
      }
      assertThat(read(slow, 8)).isEqualTo("END");
    }
  }

  /// A loss that only a change made possible, or that a change follows, is as exact.
  @EachFlavour(delivery = Delivery.BROADCAST)
  void aLossIsExactAlsoWhenThePolicyAndTheCapacityChange(Flavour flavour) throws IOException {
    Random random = Seed.of("aLossIsExactAlsoWhenThePolicyAndTheCapacityChange").random(0);
    try (PipeChannel writer = open(Access.WRITE, flavour, 256);
        PipeChannel slow = reader(NAME)) {
      int written = 0;
      int next = 0;
      for (int round = 0; round < 40; round++) {
        WhenFull policy = POLICIES.get(random.nextInt(POLICIES.size()));
        device.set(NAME, PipeOptions.builder().whenFull(policy).build());
        for (int burst = random.nextInt(60); burst > 0; burst--) {
          if (writeNow(writer, text(written)) == 8) {
            written++;
          }
        }
        long capacity = 512 + 8L * random.nextInt(32);
        try {
          device.set(NAME, PipeOptions.builder().capacity(capacity).build());
        } catch (DeviceException refused) {
          assertThat(refused.kind()).as("it holds more").isEqualTo(Kind.IN_USE);
        }
        for (int reads = random.nextInt(40); reads > 0; reads--) {
          String read = readNow(slow, 8);
          if (read.equals("LOST")) {
            next += (int) pieces(flavour, slow.lost());
          } else if (!read.equals("EMPTY")) {
            assertThat(read).isEqualTo("'" + text(next++) + "'");
          }
        }
      }
    }
  }
}
