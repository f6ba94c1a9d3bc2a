package org.poormanspipes.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.poormanspipes.Lifetime;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.PipeOptions;
import org.poormanspipes.PipeType;
import org.poormanspipes.WhenFull;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.Attributes;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.driver.Outcome;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.time.Timeout;

/// What one handle writes and another reads, where nobody has to wait.
abstract class TransferContract extends ContractTest {
  private static final String FLAVOURS = "org.poormanspipes.contract.Flavour#all";
  private static final String DRAINING = "org.poormanspipes.contract.Flavour#draining";

  @ParameterizedTest
  @MethodSource(FLAVOURS)
  void whatOneHandleWritesAnotherReadsInOrder(Flavour flavour) throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, flavour.options(100));
        PipeChannel reader = reader(NAME)) {
      assertThat(writer.messages()).isEqualTo(flavour.isMessage());
      assertThat(writeNow(writer, "one")).isEqualTo(3);
      assertThat(writeNow(writer, "twenty")).isEqualTo(6);
      assertThat(readNow(reader, 50)).isEqualTo(flavour.isMessage() ? "'one'" : "'onetwenty'");
      assertThat(readNow(reader, 50)).isEqualTo(flavour.isMessage() ? "'twenty'" : "EMPTY");
    }
  }

  @ParameterizedTest
  @MethodSource(FLAVOURS)
  void whatOneProcessWritesAnotherReadsInOrder(Flavour flavour) throws IOException {
    try (Peer peer = peer()) {
      peer.open("w", NAME, Access.WRITE, flavour.properties(100));
      peer.open("r", "answers", Access.READ, flavour.properties(100));
      try (PipeChannel reader = reader(NAME);
          PipeChannel writer = writer("answers")) {
        for (int round = 0; round < 100; round++) {
          String text = "round " + round;
          assertThat(peer.write("w", text.getBytes(UTF_8), "now")).isEqualTo("" + text.length());
          assertThat(readNow(reader, 50)).isEqualTo("'" + text + "'");
          writeNow(writer, "ok " + round);
          assertThat(peer.read("r", 50, "now")).isEqualTo("'ok " + round + "'");
        }
        peer.close("w");
        assertThat(read(reader, 50)).isEqualTo("END");
      }
    }
  }

  @ParameterizedTest
  @MethodSource(FLAVOURS)
  void anEmptyPipeSaysSoAndNobodyWaits(Flavour flavour) throws IOException {
    try (PipeChannel reader = device.open(NAME, Access.READ, flavour.options(100));
        PipeChannel writer = writer(NAME)) {
      assertThat(readNow(reader, 50)).isEqualTo("EMPTY");
      assertThat(peek(reader, 50)).isEqualTo("EMPTY");
      writeNow(writer, "x");
      assertThat(readNow(reader, 50)).isEqualTo("'x'");
      assertThat(readNow(reader, 50)).isEqualTo("EMPTY");
    }
  }

  @ParameterizedTest
  @MethodSource(FLAVOURS)
  void aFullPipeTakesNothingSaysSoAndNobodyWaits(Flavour flavour) throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, flavour.options(32));
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

  @ParameterizedTest
  @MethodSource(DRAINING)
  void aRejectingPipeNeverWaitsWhateverTheCallAsks(Flavour flavour) throws IOException {
    Flavour rejecting = new Flavour(flavour.type(), WhenFull.REJECT, flavour.lifetime());
    try (PipeChannel writer = device.open(NAME, Access.WRITE, rejecting.options(16))) {
      writeNow(writer, "x".repeat(rejecting.isMessage() ? 8 : 16));
      assertThat(writer.write(data("more"), Timeout.FOREVER)).isEqualTo(Outcome.FULL);
      assertThat(writer.write(data("more"))).isZero();
      assertThat(writer.write(data("more"), Timeout.NOW)).isEqualTo(Outcome.FULL);
      assertThat(device.stat(NAME).number("refused")).isEqualTo(3);
    }
  }

  @Test
  void aRejectingStreamTakesWhatFitsContiguousFromTheStart() throws IOException {
    PipeOptions options = new Flavour(PipeType.BYTE, WhenFull.REJECT, Lifetime.DRAIN).options(10);
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, options)) {
      assertThat(writeNow(pipe, "1234567")).isEqualTo(7);
      ByteBuffer source = data("abcdefg");
      assertThat(pipe.write(source, Timeout.NOW)).isEqualTo(3);
      assertThat(source.position()).isEqualTo(3);
      assertThat(readNow(pipe, 50)).isEqualTo("'1234567abc'");
    }
  }

  @Test
  void aBlockingStreamTakesAWriteOfUpToFourKilobytesWholeOrNotAtAll() throws IOException {
    PipeOptions options = PipeOptions.builder().capacity(8192).build();
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE, options)) {
      assertThat(writeNow(pipe, "x".repeat(4097))).isEqualTo(4097);
      assertThat(writeNow(pipe, "y".repeat(4096))).isEqualTo(Outcome.FULL);
      assertThat(writeNow(pipe, "y".repeat(4095))).isEqualTo(4095);
      assertThat(readNow(pipe, 4097)).isEqualTo("'" + "x".repeat(4097) + "'");
      assertThat(writeNow(pipe, "z".repeat(5000))).isEqualTo(4097);
    }
  }

  @Test
  void aStreamHoldsExactlyWhatWasAskedFor() throws IOException {
    for (int capacity : new int[] {1, 2, 7, 8, 9, 1999, 4096, 65_537}) {
      Flavour flavour = new Flavour(PipeType.BYTE, WhenFull.REJECT, Lifetime.DRAIN);
      try (PipeChannel pipe =
          device.open("s" + capacity, Access.READ_WRITE, flavour.options(capacity))) {
        assertThat(writeNow(pipe, "x".repeat(capacity + 1))).isEqualTo(capacity);
        assertThat(writeNow(pipe, "x")).isEqualTo(Outcome.FULL);
        assertThat(readNow(pipe, capacity + 1)).isEqualTo("'" + "x".repeat(capacity) + "'");
      }
    }
  }

  @ParameterizedTest
  @MethodSource(FLAVOURS)
  void everyByteEveryMessageAndEveryRefusalIsCounted(Flavour flavour) throws IOException {
    try (PipeChannel writer = device.open(NAME, Access.WRITE, flavour.options(32));
        PipeChannel reader = reader(NAME);
        PipeChannel looker = device.open(NAME, Access.ATTRIBUTES)) {
      writeNow(writer, "12345");
      writeNow(writer, "678");
      int refused = writeNow(writer, "x".repeat(24));
      readNow(reader, 5);
      Attributes pipe = looker.stat();
      assertThat(pipe.number("bytes-in")).isEqualTo(8 + Math.max(refused, 0));
      assertThat(pipe.number("bytes-out")).isEqualTo(5);
      assertThat(pipe.number("messages-in")).isEqualTo(refused < 0 ? 2 : 3);
      assertThat(pipe.number("messages-out")).isEqualTo(1);
      assertThat(pipe.number("refused")).isEqualTo(flavour.isMessage() ? 1 : 0);
      assertThat(pipe.number("readers")).isEqualTo(1);
      assertThat(pipe.number("writers")).isEqualTo(1);
      assertThat(pipe.number("handles")).isEqualTo(3);
      assertThat(device.handles(NAME)).hasSize(3);
      assertThat(device.list().getFirst().asMap()).isEqualTo(device.stat(NAME).asMap());
    }
  }

  @ParameterizedTest
  @MethodSource(DRAINING)
  void countsOutliveTheHandlesThatMadeThem(Flavour flavour) throws IOException {
    try (PipeChannel keeper = device.open(NAME, Access.READ, flavour.options(100))) {
      try (PipeChannel writer = writer(NAME)) {
        writeNow(writer, "12345");
      }
      try (Peer peer = peer()) {
        peer.open("r", NAME, Access.READ);
        assertThat(peer.read("r", 50, "now")).isEqualTo("'12345'");
        peer.close("r");
      }
      assertThat(keeper.stat().number("bytes-in")).isEqualTo(5);
      assertThat(keeper.stat().number("bytes-out")).isEqualTo(5);
      assertThat(keeper.stat().number("handles")).isEqualTo(1);
    }
  }

  @Test
  void aHandleDoesOnlyWhatItWasOpenedFor() throws IOException {
    try (PipeChannel writer = writer(NAME);
        PipeChannel reader = reader(NAME);
        PipeChannel looker = device.open(NAME, Access.ATTRIBUTES)) {
      refusal(Kind.DENIED, () -> readNow(writer, 1));
      refusal(Kind.DENIED, () -> peek(writer, 1));
      refusal(Kind.DENIED, () -> writeNow(reader, "x"));
      refusal(Kind.DENIED, () -> readNow(looker, 1));
      refusal(Kind.DENIED, () -> writeNow(looker, "x"));
    }
  }

  @Test
  void aClosedHandleSaysThatItIsClosed() throws IOException {
    PipeChannel pipe = device.open(NAME, Access.READ_WRITE);
    pipe.close();
    assertThat(pipe.isOpen()).isFalse();
    assertThatThrownBy(() -> readNow(pipe, 1)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> peek(pipe, 1)).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> writeNow(pipe, "x")).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(() -> pipe.fileObject().write(data("x"), Timeout.NOW))
        .isInstanceOf(ClosedChannelException.class);
    assertThat(pipe.toString()).contains("open=false");
    assertThat(pipe.fileObject().toString()).contains("handles=0");
    assertThatThrownBy(pipe::stat).isInstanceOf(ClosedChannelException.class);
    assertThatThrownBy(pipe::duplicate).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void directAndReadOnlyBuffersServeAsWell() throws IOException {
    try (PipeChannel pipe = device.open(NAME, Access.READ_WRITE)) {
      assertThat(pipe.write(data("direct").asReadOnlyBuffer())).isEqualTo(6);
      ByteBuffer direct = ByteBuffer.allocateDirect(20).position(3).limit(12);
      assertThat(pipe.read(direct)).isEqualTo(6);
      assertThat(direct.position()).isEqualTo(9);
      assertThat(pipe.write(direct.flip().position(3))).isEqualTo(6);
      assertThatThrownBy(() -> pipe.read(ByteBuffer.allocate(9).asReadOnlyBuffer()))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(readNow(pipe, 20)).isEqualTo("'direct'");
    }
  }
}
