package org.poormanspipes.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Seed;
import org.poormanspipes.time.Timeout;

/// What is as large as the pipe, or larger, and where it lies in the pipe's memory.
abstract class LargestContract extends ContractTest {

  @EachFlavour(type = PipeType.MESSAGE)
  void theLargestMessageFitsAndOneByteMoreIsRefusedWithSizeAndLimit(Flavour flavour)
      throws IOException {
    for (int capacity : new int[] {16, 24, 4096, 1 << 20}) {
      if (capacity > backend.largestMessage()) {
        continue;
      }
      String name = NAME + capacity;
      try (PipeChannel pipe = device.open(name, Access.READ_WRITE, flavour.options(capacity))) {
        for (int round = 0; round < 3; round++) {
          byte[] largest = new byte[capacity - 8];
          Arrays.fill(largest, (byte) round);
          assertThat(pipe.write(ByteBuffer.wrap(largest))).isEqualTo(capacity - 8);
          assertThat(readBytes(pipe, capacity)).isEqualTo(largest);
        }
        writeNow(pipe, "stays");
        assertThat(refusal(Kind.TOO_LARGE, () -> pipe.write(ByteBuffer.allocate(capacity - 7))))
            .hasMessageContaining(String.valueOf(capacity - 7))
            .hasMessageContaining(String.valueOf(capacity - 8))
            .hasMessageContaining(name);
        assertThat(readNow(pipe, 8)).isEqualTo("'stays'");
        assertThat(readNow(pipe, 8)).isEqualTo("EMPTY");
      }
    }
  }

  @EachFlavour(
      type = PipeType.BYTE,
      whenFull = {WhenFull.BLOCK, WhenFull.REJECT})
  void noWriteToAStreamIsTooLargeAndOneThatNeverWaitsMovesWhatFits(Flavour flavour)
      throws IOException {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 1000)) {
      ByteBuffer source = ByteBuffer.allocate(100_000);
      assertThat(pipe.write(source, Timeout.NOW)).isEqualTo(1000);
      assertThat(source.position()).isEqualTo(1000);
      assertThat(pipe.write(source, Timeout.NOW)).isEqualTo(Outcome.FULL);
      assertThat(readBytes(pipe, 2000)).hasSize(1000);
    }
  }

  @EachFlavour(type = PipeType.BYTE, whenFull = WhenFull.OVERWRITE)
  void noWriteToAnOverwritingStreamIsTooLargeAndItsLastBytesStay(Flavour flavour)
      throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 1000)) {
      byte[] source = new byte[100_000];
      new Random(1).nextBytes(source);
      assertThat(writer.write(ByteBuffer.wrap(source), Timeout.NOW)).isEqualTo(source.length);
      try (PipeChannel reader = lateReader()) {
        byte[] kept = readBytes(reader, source.length);
        assertThat(kept).hasSizeGreaterThanOrEqualTo(1000);
        assertThat(kept)
            .isEqualTo(Arrays.copyOfRange(source, source.length - kept.length, source.length));
      }
    }
  }

  /// Steps by which the largest write comes to begin at each place at which one can begin, and so
  /// is cut in two by the memory's end in each way.
  @EachFlavour
  void theLargestWriteIsWholeWhereverItBegins(Flavour flavour) throws IOException {
    Random random = Seed.of("theLargestWriteIsWholeWhereverItBegins " + flavour).random(0);
    int step = flavour.isMessage() ? 8 : 1;
    for (int capacity : flavour.isMessage() ? new int[] {16, 24, 31, 136} : new int[] {1, 9, 64}) {
      String name = NAME + capacity;
      long places = backend.storageSize(capacity).orElse(2L * capacity);
      try (PipeChannel pipe = device.open(name, Access.READ_WRITE, flavour.options(capacity))) {
        long written = 0;
        for (long place = 0; place < places; place += step) {
          while (written % places != place) {
            byte[] shift = new byte[flavour.isMessage() ? 0 : 1];
            assertCarried(pipe, shift);
            written += flavour.charge(shift.length);
          }
          byte[] largest = new byte[flavour.largestWrite(capacity)];
          random.nextBytes(largest);
          assertCarried(pipe, largest);
          written += flavour.charge(largest.length);
        }
      }
    }
  }

  private static void assertCarried(PipeChannel pipe, byte[] data) throws IOException {
    assertThat(pipe.write(ByteBuffer.wrap(data), Timeout.NOW)).isEqualTo(data.length);
    ByteBuffer copy = ByteBuffer.allocate(data.length + 1);
    assertThat(pipe.peek(copy)).isEqualTo(data.length);
    assertThat(readBytes(pipe, data.length + 1)).isEqualTo(data);
    assertThat(Arrays.copyOf(copy.array(), data.length)).isEqualTo(data);
  }

  private static byte[] readBytes(PipeChannel pipe, int atMost) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(atMost);
    int read = pipe.read(buffer, Timeout.NOW);
    assertThat(read).as(Outcome.describe(read)).isNotNegative();
    return Arrays.copyOf(buffer.array(), read);
  }
}
