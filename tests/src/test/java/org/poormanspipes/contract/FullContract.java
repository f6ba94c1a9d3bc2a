package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.time.Timeout;

/// What a full pipe says that keeps what it has, and when it is full. See [OverwriteContract] for
/// the pipes that are never full.
abstract class FullContract extends ContractTest {

  @EachFlavour(whenFull = {WhenFull.BLOCK, WhenFull.REJECT})
  void aFullPipeTakesNothingSaysSoAndNobodyWaits(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 32);
        PipeChannel reader = reader(NAME)) {
      long each = flavour.isMessage() ? 8 : 16;
      for (int filled = 0; filled < 2; filled++) {
        assertThat(writeNow(writer, "x".repeat((int) each))).isEqualTo(each);
      }
      ByteBuffer more = data("more");
      assertThat(writer.write(more, Timeout.NOW)).isEqualTo(Outcome.FULL);
      assertThat(more.position()).isZero();
      assertThat(device.stat(NAME).number("used")).isEqualTo(32);
      assertThat(readNow(reader, 50)).startsWith("'xxxxxxxx");
      assertThat(writeNow(writer, "y")).isEqualTo(1);
    }
  }

  @EachFlavour(whenFull = WhenFull.REJECT)
  void aRejectingPipeNeverWaitsWhateverTheCallAsks(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 16);
        PipeChannel _ = reader(NAME)) {
      writeNow(writer, "x".repeat(flavour.largestWrite(16)));
      assertThat(writer.write(data("more"), Timeout.FOREVER)).isEqualTo(Outcome.FULL);
      assertThat(writer.write(data("more"))).isZero();
      assertThat(writer.write(data("more"), Timeout.NOW)).isEqualTo(Outcome.FULL);
      assertThat(device.stat(NAME).number("refused")).isEqualTo(3);
    }
  }

  @EachFlavour(whenFull = WhenFull.OVERWRITE)
  void anOverwritingPipeNeverWaitsWhateverTheCallAsks(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 64);
        PipeChannel _ = reader(NAME)) {
      for (int round = 0; round < 100; round++) {
        assertThat(writer.write(data("12345678"))).isEqualTo(8);
        assertThat(writer.write(data("12345678"), Timeout.FOREVER)).isEqualTo(8);
        assertThat(writer.write(data("12345678"), Timeout.NOW)).isEqualTo(8);
      }
      assertThat(device.stat(NAME).number("refused")).isZero();
    }
  }

  @EachFlavour(type = PipeType.BYTE, whenFull = WhenFull.REJECT)
  void aRejectingStreamTakesWhatFitsContiguousFromTheStart(Flavour flavour) throws IOException {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 10)) {
      assertThat(writeNow(pipe, "1234567")).isEqualTo(7);
      ByteBuffer source = data("abcdefg");
      assertThat(pipe.write(source, Timeout.NOW)).isEqualTo(3);
      assertThat(source.position()).isEqualTo(3);
      assertThat(readNow(pipe, 50)).isEqualTo("'1234567abc'");
    }
  }

  @EachFlavour(type = PipeType.BYTE, whenFull = WhenFull.BLOCK)
  void aBlockingStreamTakesAWriteOfUpToFourKilobytesWholeOrNotAtAll(Flavour flavour)
      throws IOException {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 8192)) {
      assertThat(writeNow(pipe, "x".repeat(4097))).isEqualTo(4097);
      assertThat(writeNow(pipe, "y".repeat(4096))).isEqualTo(Outcome.FULL);
      assertThat(writeNow(pipe, "y".repeat(4095))).isEqualTo(4095);
      assertThat(readNow(pipe, 4097)).isEqualTo("'" + "x".repeat(4097) + "'");
      assertThat(writeNow(pipe, "z".repeat(5000))).isEqualTo(4097);
    }
  }

  @EachFlavour(
      type = PipeType.BYTE,
      whenFull = {WhenFull.BLOCK, WhenFull.REJECT})
  void aStreamHoldsExactlyWhatWasAskedFor(Flavour flavour) throws IOException {
    for (int capacity : new int[] {1, 2, 7, 8, 9, 1999, 4096, 65_537}) {
      try (PipeChannel pipe =
          device.open("s" + capacity, Access.READ_WRITE, flavour.options(capacity))) {
        assertThat(writeNow(pipe, "x".repeat(capacity))).isEqualTo(capacity);
        assertThat(writeNow(pipe, "x")).isEqualTo(Outcome.FULL);
        assertThat(readNow(pipe, capacity + 1)).isEqualTo("'" + "x".repeat(capacity) + "'");
      }
    }
  }

  /// The smallest pipe there is, round after round: one byte, or one message of eight.
  @EachFlavour
  void theSmallestPipeCarriesOneThingAtATime(Flavour flavour) throws IOException {
    int capacity = flavour.smallestCapacity();
    int size = flavour.largestWrite(capacity);
    try (PipeChannel writer = open(Access.WRITE, flavour, capacity);
        PipeChannel reader = reader(NAME)) {
      for (int round = 0; round < 100; round++) {
        String text = String.valueOf((char) ('0' + round % 75)).repeat(size);
        assertThat(readNow(reader, 20)).isEqualTo("EMPTY");
        assertThat(writeNow(writer, text)).isEqualTo(size);
        if (flavour.keepsOldest()) {
          assertThat(writeNow(writer, text)).isEqualTo(Outcome.FULL);
        }
        assertThat(peek(reader, 20)).isEqualTo("'" + text + "'");
        assertThat(readNow(reader, 20)).isEqualTo("'" + text + "'");
      }
    }
  }
}
