package org.poormanspipes.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.poormanspipes.Delivery;
import org.poormanspipes.PipeChannel;
import org.poormanspipes.driver.Access;
import org.poormanspipes.driver.DeviceException.Kind;
import org.poormanspipes.testing.Peer;
import org.poormanspipes.time.Timeout;

/// What one handle writes and another reads, where nobody has to wait.
abstract class TransferContract extends ContractTest {

  @EachFlavour
  void whatOneHandleWritesAnotherReadsInOrder(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 100);
        PipeChannel reader = reader(NAME)) {
      assertThat(writer.messages()).isEqualTo(flavour.isMessage());
      assertThat(writeNow(writer, "one")).isEqualTo(3);
      assertThat(writeNow(writer, "twenty")).isEqualTo(6);
      assertThat(readNow(reader, 50)).isEqualTo(flavour.isMessage() ? "'one'" : "'onetwenty'");
      assertThat(readNow(reader, 50)).isEqualTo(flavour.isMessage() ? "'twenty'" : "EMPTY");
    }
  }

  @EachFlavour
  void whatOneProcessWritesAnotherReadsInOrder(Flavour flavour) throws IOException {
    Peer peer = helper();
    peer.open("w", NAME, Access.WRITE, flavour.properties(100));
    peer.open("r", "answers", Access.READ, flavour.properties(100));
    try (PipeChannel reader = reader(NAME);
        PipeChannel writer = writer("answers")) {
      for (int round = 0; round < 60; round++) {
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

  @EachFlavour
  void anEmptyPipeSaysSoAndNobodyWaits(Flavour flavour) throws IOException {
    try (PipeChannel reader = open(Access.READ, flavour, 100);
        PipeChannel writer = writer(NAME)) {
      assertThat(readNow(reader, 50)).isEqualTo("EMPTY");
      assertThat(peek(reader, 50)).isEqualTo("EMPTY");
      writeNow(writer, "x");
      assertThat(readNow(reader, 50)).isEqualTo("'x'");
      assertThat(readNow(reader, 50)).isEqualTo("EMPTY");
    }
  }

  @EachFlavour
  void aHandleThatReadsAndWritesReadsWhatItWroteItself(Flavour flavour) throws IOException {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 100)) {
      for (int round = 0; round < 50; round++) {
        assertThat(writeNow(pipe, "round " + round)).isPositive();
        assertThat(readNow(pipe, 50)).isEqualTo("'round " + round + "'");
      }
      assertThat(readNow(pipe, 50)).as("its own writer is open").isEqualTo("EMPTY");
    }
  }

  @EachFlavour(delivery = Delivery.QUEUE)
  void handlesThatReadAndWriteShareAQueue(Flavour flavour) throws IOException {
    try (PipeChannel one = open(Access.READ_WRITE, flavour, 100);
        PipeChannel two = open(Access.READ_WRITE, flavour, 100)) {
      writeNow(one, "of one");
      assertThat(readNow(two, 50)).isEqualTo("'of one'");
      assertThat(readNow(one, 50)).isEqualTo("EMPTY");
      writeNow(two, "of two");
      assertThat(readNow(two, 50)).isEqualTo("'of two'");
    }
  }

  @EachFlavour(delivery = Delivery.BROADCAST)
  void handlesThatReadAndWriteEachSeeAllOfABroadcast(Flavour flavour) throws IOException {
    try (PipeChannel one = open(Access.READ_WRITE, flavour, 100);
        PipeChannel two = open(Access.READ_WRITE, flavour, 100)) {
      writeNow(one, "of one");
      assertThat(readNow(two, 50)).isEqualTo("'of one'");
      writeNow(two, "of two");
      assertThat(readNow(two, 50)).isEqualTo("'of two'");
      assertThat(readNow(one, 6)).isEqualTo("'of one'");
      assertThat(readNow(one, 6)).isEqualTo("'of two'");
    }
  }

  @EachFlavour
  void aHandleDoesOnlyWhatItWasOpenedFor(Flavour flavour) throws IOException {
    try (PipeChannel writer = open(Access.WRITE, flavour, 100);
        PipeChannel reader = reader(NAME);
        PipeChannel looker = device.open(NAME, Access.ATTRIBUTES)) {
      refusal(Kind.DENIED, () -> readNow(writer, 1));
      refusal(Kind.DENIED, () -> peek(writer, 1));
      refusal(Kind.DENIED, () -> writeNow(reader, "x"));
      refusal(Kind.DENIED, () -> readNow(looker, 1));
      refusal(Kind.DENIED, () -> writeNow(looker, "x"));
    }
  }

  @EachFlavour
  void aClosedHandleSaysThatItIsClosed(Flavour flavour) throws IOException {
    PipeChannel pipe = open(Access.READ_WRITE, flavour, 100);
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

  @EachFlavour
  void directAndReadOnlyBuffersServeAsWell(Flavour flavour) throws IOException {
    try (PipeChannel pipe = open(Access.READ_WRITE, flavour, 100)) {
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
